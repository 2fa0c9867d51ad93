import AWS
import Bytes
import Failures
import HTTP
import HTTPClient
import Storage
import Testing

/// What AWS does and no server that runs here: hosts, redirections, and answers out of order.
/// Everything else is tried in Tests/Cloud.
@Suite struct S3StoreTests {
  @Test(arguments: [
    ("s3://lake", "https://lake.s3.eu-west-1.amazonaws.com/a/b%20%2B%C3%BC"),
    ("s3://lake/pre fix", "https://lake.s3.eu-west-1.amazonaws.com/pre%20fix/a/b%20%2B%C3%BC"),
    // The certificate of AWS covers one label before the service's name.
    ("s3://my.lake", "https://s3.eu-west-1.amazonaws.com/my.lake/a/b%20%2B%C3%BC"),
  ])
  func bucketsHaveHostsAtAWS(_ location: String, url: String) async throws {
    let transport = ScriptedTransport { _, _ in ClientResponse(200, [:], "x") }
    let store = try S3Store(transport, at: location)
    #expect(try await store.get("a/b +ü") == SharedBytes("x"))
    #expect(transport.sent.map(\.url) == [url])
  }

  @Test(
    arguments: [
      (301, "<Error><Code>PermanentRedirect</Code><Message>elsewhere</Message></Error>"),
      (307, ""), (400, ""),
    ])
  func aBucketInAnotherRegionIsSaidToBeThere(_ status: Int, body: String) async throws {
    let transport = ScriptedTransport { _, _ in
      ClientResponse(status, ["x-amz-bucket-region": "us-west-2"], body)
    }
    let error = await storeFailure { try await S3Store(transport).head("a") }
    #expect(error?.code == (status == 400 ? .failed : .unreachable))
    #expect(error?.reason.contains("us-west-2, which AWS_REGION must name") == true)
  }

  @Test func whoMayNotListIsToldWhatHEADDoesNotSay() async throws {
    let transport = ScriptedTransport { _, _ in
      ClientResponse(403, ["x-amz-bucket-region": "eu-west-1"])
    }
    let error = await storeFailure { try await S3Store(transport).head("a") }
    #expect(error?.code == .forbidden)
    #expect(error?.reason.contains("s3:ListBucket") == true)
    #expect(error?.reason.contains("AWS_REGION") == false)
  }

  @Test(arguments: [
    (404, "NoSuchKey", ObjectStoreErrorCode.notFound), (404, "NoSuchVersion", .notFound),
    (404, "NoSuchBucket", .unreachable), (403, "AccessDenied", .forbidden),
    (400, "AuthorizationHeaderMalformed", .forbidden), (412, "PreconditionFailed", .changed),
    (507, "InsufficientStorage", .full), (503, "SlowDown", .unreachable),
    (405, "MethodNotAllowed", .failed),
  ])
  func whatS3SaysHasACode(_ status: Int, said: String, code: ObjectStoreErrorCode) async throws {
    let transport = ScriptedTransport { _, _ in
      ClientResponse(
        status, ["x-amz-request-id": "ID1"],
        "<Error><Code>\(said)</Code><Message>as said</Message></Error>")
    }
    let error = await storeFailure { try await S3Store(transport).get("a") }
    #expect(error?.code == code)
    #expect(error?.place == "a")
    #expect(error?.reason.hasSuffix(": \(status) \(said): as said (request ID1)") == true)
    #expect((error?.underlying as? AWSError)?.service == .s3)
  }

  @Test func aMissingBucketIsLookedForOnce() async throws {
    let transport = ScriptedTransport { request, _ in
      ClientResponse(request.url.hasSuffix("amazonaws.com/") ? 200 : 404)
    }
    let store = try S3Store(transport)
    for _ in 0..<3 { #expect(try await store.head("a") == nil) }
    #expect(transport.sent.map(\.url).filter { $0.hasSuffix("amazonaws.com/") }.count == 1)
  }

  @Test(arguments: [
    [:], ["ETag": "\"1\""], ["ETag": "\"1\"", "Content-Length": "-1"],
    ["ETag": "\"1\"", "Content-Length": "5", "Last-Modified": "yesterday"],
  ])
  func anAnswerToHeadWithoutTheFactsIsNone(_ headers: [String: String]) async throws {
    let transport = ScriptedTransport { _, _ in
      var fields = HTTPFields()
      for (name, value) in headers { fields.add(name, value) }
      return ClientResponse(200, fields)
    }
    #expect(await storeFailure { try await S3Store(transport).head("a") }?.code == .failed)
  }

  @Test(arguments: [
    "bytes 1-4/10", "bytes 0-4/10", "bytes 0-3/3", "bytes 0-3/*", "bytes 0-3", "0-3/10",
    "bytes 3-0/10", "bytes -1-3/10", "bytes 0-9223372036854775807/10", "",
  ])
  func aPartThatIsAnotherOrSaysNothingIsNotTaken(_ range: String) async throws {
    let transport = ScriptedTransport { _, _ in
      ClientResponse(206, ["Content-Range": range, "ETag": "\"1\""], "0123")
    }
    let found = await storeFailure {
      try await S3Store(transport).get("a", range: 0..<4, version: nil)
    }
    #expect(found?.code == .failed)
  }

  @Test func listingsThatDoNotEndAreGivenUp() async throws {
    let transport = ScriptedTransport { _, _ in
      ClientResponse(
        200, [:],
        """
        <ListBucketResult><IsTruncated>true</IsTruncated>\
        <NextContinuationToken>same</NextContinuationToken></ListBucketResult>
        """)
    }
    #expect(await storeFailure { try await S3Store(transport).list("", delimited: false) } != nil)
    #expect(transport.sent.count == 2)
  }

  @Test(arguments: [
    "", "<Other/>", "<ListBucketResult><Contents/></ListBucketResult>",
    "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
    """
    <ListBucketResult><EncodingType>url</EncodingType><Contents><Key>%4</Key></Contents>\
    </ListBucketResult>
    """,
  ])
  func aListingThatCannotBeReadIsNotEmpty(_ body: String) async throws {
    let transport = ScriptedTransport { _, _ in ClientResponse(200, [:], body) }
    #expect(
      await storeFailure { try await S3Store(transport).list("", delimited: false) }?.code
        == .failed)
  }

  @Test func keysThatXMLCannotWriteComeThrough() async throws {
    let transport = ScriptedTransport { _, _ in
      ClientResponse(
        200, [:],
        """
        <ListBucketResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>\
        <Contents><Key>b%01+%2B</Key></Contents><Contents><Key>a/</Key></Contents>\
        <CommonPrefixes><Prefix>c%25/</Prefix></CommonPrefixes></ListBucketResult>
        """)
    }
    let listing = try await S3Store(transport).list("", delimited: true)
    #expect(listing == ObjectListing(keys: ["b\u{1} +"], folders: ["c%/"]))
  }
}

import AWS
import Bytes
import DataLake
import HTTP
import Rankings
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
    let transport = ScriptedTransport { _, _ in HTTPResponse(200, [:], "x") }
    let store = try store(transport, at: location)
    #expect(try await store.get("a/b +ü") == SharedBytes("x"))
    #expect(transport.sent.map(\.url) == [url])
  }

  @Test func aBucketInAnotherRegionIsSaidToBeThere() async throws {
    let transport = ScriptedTransport { _, _ in
      HTTPResponse(
        301, ["x-amz-bucket-region": "us-west-2"],
        "<Error><Code>PermanentRedirect</Code><Message>elsewhere</Message></Error>")
    }
    let error = await failure { try await store(transport).get("a") }
    #expect(error?.code == .unreachable)
    #expect(error?.reason.contains("us-west-2: set AWS_REGION") == true)
  }

  @Test(arguments: [
    (404, "NoSuchKey", ObjectStoreError.Code.notFound), (404, "NoSuchVersion", .notFound),
    (404, "NoSuchBucket", .unreachable), (403, "AccessDenied", .forbidden),
    (400, "AuthorizationHeaderMalformed", .forbidden), (412, "PreconditionFailed", .changed),
    (507, "InsufficientStorage", .full), (503, "SlowDown", .unreachable),
    (405, "MethodNotAllowed", .failed),
  ])
  func whatS3SaysHasACode(_ status: Int, said: String, code: ObjectStoreError.Code) async throws {
    let transport = ScriptedTransport { _, _ in
      HTTPResponse(
        status, ["x-amz-request-id": "ID1"],
        "<Error><Code>\(said)</Code><Message>as said</Message></Error>")
    }
    let error = await failure { try await store(transport).get("a") }
    #expect(error?.code == code)
    #expect(error?.place == "a")
    #expect(error?.reason.hasSuffix(": \(status) \(said): as said (request ID1)") == true)
  }

  @Test func aMissingBucketIsLookedForOnce() async throws {
    let transport = ScriptedTransport { request, _ in
      HTTPResponse(request.url.hasSuffix("amazonaws.com/") ? 200 : 404)
    }
    let store = try store(transport)
    for _ in 0..<3 { #expect(try await store.head("a") == nil) }
    #expect(transport.sent.map(\.url).filter { $0.hasSuffix("amazonaws.com/") }.count == 1)
  }

  @Test(arguments: [
    [:], ["ETag": "\"1\""], ["ETag": "\"1\"", "Content-Length": "-1"],
    ["ETag": "\"1\"", "Content-Length": "5", "Last-Modified": "yesterday"],
  ])
  func anAnswerToHeadWithoutTheFactsIsNone(_ headers: [String: String]) async throws {
    let transport = ScriptedTransport { _, _ in
      var fields = HTTPHeaders()
      for (name, value) in headers { fields.add(name, value) }
      return HTTPResponse(200, fields)
    }
    #expect(await failure { try await store(transport).head("a") }?.code == .failed)
  }

  @Test(arguments: [
    "bytes 1-4/10", "bytes 0-4/10", "bytes 0-3/3", "bytes 0-3/*", "bytes 0-3", "0-3/10",
    "bytes 3-0/10", "bytes -1-3/10", "bytes 0-9223372036854775807/10", "",
  ])
  func aPartThatIsAnotherOrSaysNothingIsNotTaken(_ range: String) async throws {
    let transport = ScriptedTransport { _, _ in
      HTTPResponse(206, ["Content-Range": range, "ETag": "\"1\""], "0123")
    }
    let found = await failure {
      try await store(transport).get("a", range: 0..<4, version: nil)
    }
    #expect(found?.code == .failed)
  }

  @Test func listingsThatDoNotEndAreGivenUp() async throws {
    let transport = ScriptedTransport { _, _ in
      HTTPResponse(
        200, [:],
        """
        <ListBucketResult><IsTruncated>true</IsTruncated>\
        <NextContinuationToken>same</NextContinuationToken></ListBucketResult>
        """)
    }
    #expect(await failure { try await store(transport).list("", delimited: false) } != nil)
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
    let transport = ScriptedTransport { _, _ in HTTPResponse(200, [:], body) }
    #expect(
      await failure { try await store(transport).list("", delimited: false) }?.code == .failed)
  }

  @Test func keysThatXMLCannotWriteComeThrough() async throws {
    let transport = ScriptedTransport { _, _ in
      HTTPResponse(
        200, [:],
        """
        <ListBucketResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>\
        <Contents><Key>b%01+%2B</Key></Contents><Contents><Key>a/</Key></Contents>\
        <CommonPrefixes><Prefix>c%25/</Prefix></CommonPrefixes></ListBucketResult>
        """)
    }
    let listing = try await store(transport).list("", delimited: true)
    #expect(listing == ObjectListing(keys: ["b\u{1} +"], folders: ["c%/"]))
  }

  @Test func aBodyInManyPiecesIsCutIntoPartsOfOneLength() async throws {
    let transport = ScriptedTransport { request, _ in
      switch request.method {
      case .post where request.url.hasSuffix("?uploads="):
        HTTPResponse(200, [:], "<R><UploadId>u/1</UploadId></R>")
      case .post: HTTPResponse(200, [:], "<CompleteMultipartUploadResult/>")
      default: HTTPResponse(200, ["ETag": "\"<\(request.body.map(\.count))>\""])
      }
    }
    var settings = S3Settings()
    settings.multipartThreshold = 10
    settings.uploadPartBytes = 4
    settings.partsAtATime = 1
    let store = try store(transport, settings: settings)
    let pieces = ["", "abc", "d", "efghijkl", "", "m"].map { SharedBytes($0) }
    #expect(try await store.put("k", pieces, when: .always) == .written)
    let parts = transport.sent.filter { $0.method == .put }
    #expect(
      parts.map { $0.body.map { String(decoding: $0.array, as: UTF8.self) } }
        == [["abc", "d"], ["efgh"], ["ijkl"], ["m"]])
    #expect(parts.map { $0.url.contains("uploadId=u%2F1") } == [true, true, true, true])
    let list = try #require(transport.sent.last?.body.first)
    #expect(
      String(decoding: list.array, as: UTF8.self).contains(
        "<ETag>&quot;&lt;[3, 1]&gt;&quot;</ETag><PartNumber>1</PartNumber>"))
  }

  private func store(
    _ transport: ScriptedTransport, at location: String = "s3://lake",
    settings: S3Settings = S3Settings()
  ) throws -> S3Store {
    let clock = StandingClock()
    let client = AWSClient(
      transport: transport,
      credentials: CredentialsKeeper(
        ListedCredentials([.test()]), timekeeping: clock.timekeeping),
      region: "eu-west-1", timekeeping: clock.timekeeping)
    return S3Store(
      try S3Location(location), at: ServiceEndpoint(of: .s3, in: "eu-west-1"), through: client,
      settings: settings)
  }

  private func failure(_ attempt: () async throws -> some Any) async -> ObjectStoreError? {
    do {
      _ = try await attempt()
      return nil
    } catch {
      return error as? ObjectStoreError
    }
  }
}

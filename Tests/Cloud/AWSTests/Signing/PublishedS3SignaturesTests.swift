import AWS
import Bytes
import HTTP
import HTTPClient
import Testing
import Time

/// The examples of "Authenticating Requests (AWS Signature Version 4)" in the API reference of S3.
@Suite struct PublishedS3SignaturesTests {
  private let signer = RequestSigner(
    credentials: AWSCredentials(
      accessKeyID: "AKIAIOSFODNN7EXAMPLE",
      secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
    region: "us-east-1", service: "s3", rule: .s3)
  private let host = "https://examplebucket.s3.amazonaws.com"

  private func instant() throws -> Instant { try #require(Instant("2013-05-24T00:00:00Z")) }

  @Test func getObject() throws {
    let signed = try signer.sign(
      ClientRequest(.get, "\(host)/test.txt", headers: ["Range": "bytes=0-9"]), at: instant())
    #expect(
      signed.headers["Authorization"] == """
        AWS4-HMAC-SHA256 \
        Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, \
        SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, \
        Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41
        """)
    #expect(signed.headers["x-amz-date"] == "20130524T000000Z")
  }

  @Test func putObject() throws {
    let request = ClientRequest(
      .put, "\(host)/test%24file.text",
      headers: [
        "Date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY",
      ], body: [SharedBytes("Welcome to "), SharedBytes("Amazon S3.")])
    let signed = try signer.sign(request, at: instant())
    #expect(
      signed.headers["x-amz-content-sha256"]
        == "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072")
    #expect(
      signature(signed) == "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")
  }

  @Test(arguments: [
    ("?lifecycle", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
    ("?max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
  ])
  func getOfABucket(_ query: String, published: String) throws {
    let signed = try signer.sign(ClientRequest(.get, "\(host)/\(query)"), at: instant())
    #expect(signature(signed) == published)
  }

  @Test func presignedURL() throws {
    let url = try signer.presign(
      ClientRequest(.get, "\(host)/test.txt"), at: instant(), lifetimeSeconds: 86_400)
    #expect(
      url == """
        \(host)/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256\
        &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request\
        &X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host\
        &X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404
        """)
  }
}

/// The last part of the `Authorization` header.
func signature(_ request: ClientRequest) -> String? {
  request.headers["Authorization"]?.split(separator: "Signature=").last.map(String.init)
}

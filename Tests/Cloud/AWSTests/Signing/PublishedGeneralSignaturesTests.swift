import AWS
import HTTP
import HTTPClient
import Testing
import Time

/// Cases of AWS's test suite for Signature Version 4, by their names there.
@Suite struct PublishedGeneralSignaturesTests {
  private let signer = RequestSigner(
    credentials: AWSCredentials(
      accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
    region: "us-east-1", service: "service", rule: .general)
  private static let host = "https://example.amazonaws.com"

  @Test(arguments: [
    // get-vanilla
    ("/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    // get-vanilla-query-order-key-case
    (
      "/?Param2=value2&Param1=value1",
      "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
    ),
    // get-relative-relative, get-slash: normalised to get-vanilla's path
    ("/foo/bar/../..", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    ("//", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
  ])
  func getOf(_ target: String, published: String) throws {
    let signed = try signer.sign(ClientRequest(.get, "\(Self.host)\(target)"), at: instant())
    #expect(signature(signed) == published)
  }

  @Test func postVanilla() throws {
    let signed = try signer.sign(ClientRequest(.post, "\(Self.host)/"), at: instant())
    #expect(
      signature(signed) == "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")
  }

  /// get-header-value-trim
  @Test func headerValuesAreTrimmedAndFolded() throws {
    let headers: HTTPFields = ["My-Header1": " value1", "My-Header2": " \"a   b   c\""]
    let signed = try signer.sign(
      ClientRequest(.get, "\(Self.host)/", headers: headers), at: instant())
    #expect(
      signature(signed) == "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736")
  }

  private func instant() throws -> Instant { try #require(Instant("2015-08-30T12:36:00Z")) }
}

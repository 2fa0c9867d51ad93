import AWS
import Failures
import HTTP
import HTTPClient
import Testing
import Time

@Suite struct RequestSignerTests {
  private let credentials = AWSCredentials(
    accessKeyID: "AKIATEST", secretAccessKey: "testsecret", sessionToken: "token/of+session=")

  @Test func aSessionTokenIsAlwaysSigned() throws {
    let signed = try signer(.s3).sign(ClientRequest(.get, "http://localhost:1/x"), at: .epoch)
    #expect(signed.headers["x-amz-security-token"] == "token/of+session=")
    let authorization = try #require(signed.headers["Authorization"])
    #expect(
      authorization.contains(
        "SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,"))
    let url = try signer(.s3).presign(
      ClientRequest(.get, "http://localhost:1/x"), at: .epoch, lifetimeSeconds: 60)
    #expect(url.contains("&X-Amz-Security-Token=token%2Fof%2Bsession%3D&X-Amz-Signature="))
  }

  @Test func signingAgainLeavesNothingOfTheFirstTime() throws {
    let signer = signer(.s3)
    let request = ClientRequest(.get, "http://localhost:1/x")
    let later = try #require(Instant("2026-01-27T00:00:00Z"))
    let twice = try signer.sign(signer.sign(request, at: .epoch), at: later)
    #expect(twice.headers == (try signer.sign(request, at: later)).headers)
  }

  @Test func keptKeysOfOneDayDoNotServeAnother() throws {
    let shared = SigningKeyCache()
    for (day, region) in [(1, "eu-west-1"), (2, "eu-west-1"), (2, "us-east-1"), (1, "eu-west-1")] {
      let instant = try #require(Instant("2026-01-0\(day)T00:00:00Z"))
      let request = ClientRequest(.get, "http://localhost:1/x")
      let kept = RequestSigner(
        credentials: credentials, region: region, service: "s3", rule: .s3, keys: shared)
      let fresh = RequestSigner(
        credentials: credentials, region: region, service: "s3", rule: .s3)
      #expect(
        try kept.sign(request, at: instant).headers == fresh.sign(request, at: instant).headers)
    }
  }

  @Test(arguments: ["", "/x", "ftp://a/x", "http://", "http://u@h/", "http://h/#f", "http://h/a b"])
  func whatIsNoURLIsRefused(_ url: String) {
    #expect { try signer(.s3).sign(ClientRequest(.get, url), at: .epoch) } throws: {
      ($0 as? SigningError)?.code == .invalidURL
    }
  }

  @Test(arguments: [0, -1, 604_801])
  func aPresignedURLLivesAWeekAtTheMost(_ seconds: Int) {
    let request = ClientRequest(.get, "http://h/x")
    #expect {
      try signer(.s3).presign(request, at: .epoch, lifetimeSeconds: seconds)
    } throws: {
      ($0 as? SigningError)?.code == .invalidLifetime
    }
  }

  @Test func secretsDoNotShow() {
    var text = ""
    dump(credentials, to: &text)
    #expect(!"\(credentials)\(String(reflecting: credentials))\(text)".contains("secret"))
    #expect(!"\(text)".contains("token"))
  }

  private func signer(_ rule: SigningRule) -> RequestSigner {
    RequestSigner(credentials: credentials, region: "eu-central-1", service: "s3", rule: rule)
  }
}

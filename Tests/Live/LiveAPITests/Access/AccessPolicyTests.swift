import HTTP
import HTTPAPI
import TestSupport
import Testing
import Time

@testable import LiveAPI

@Suite struct AccessPolicyTests {
  /// A request, and the code of the problem that it gets.
  struct Attempt: Sendable {
    let scope: AccessScope
    var client = AccessPolicyTests.here
    var headers: HTTPFields = [:]
    var code: String?
  }

  private static let here = ClientAddress.ipv4([127, 0, 0, 1])
  private static let elsewhere = ClientAddress.ipv4([192, 0, 2, 1])
  private static let secret = "a-secret-of-24-characters"
  private static let bearer: HTTPFields = ["Authorization": "Bearer \(secret)"]

  @Test(arguments: [
    Attempt(scope: .manage), Attempt(scope: .read, client: elsewhere),
    Attempt(scope: .submit, client: elsewhere, code: "token_required"),
    Attempt(scope: .submit, headers: ["X-Forwarded-For": "192.0.2.1"], code: "token_required"),
    Attempt(scope: .submit, headers: ["Origin": "https://example.org"], code: "cross_origin"),
    Attempt(scope: .submit, headers: ["Sec-Fetch-Site": "cross-site"], code: "cross_origin"),
    Attempt(
      scope: .submit, headers: ["Host": "localhost:8080", "Origin": "http://localhost:8080"]),
    Attempt(scope: .submit, headers: bearer, code: "unknown_token"),
    Attempt(scope: .submit, headers: ["Authorization": "Basic abc"], code: "unknown_token"),
  ])
  func withoutTokensThisMachineMayDoEverything(attempt: Attempt) {
    #expect(refusal(by: AccessPolicy(), attempt) == attempt.code)
  }

  @Test(arguments: [
    Attempt(scope: .submit, headers: bearer),
    Attempt(scope: .submit, headers: ["authorization": "bearer \(secret)"]),
    Attempt(scope: .manage, headers: bearer, code: "missing_scope"),
    Attempt(scope: .submit, code: "token_required"), Attempt(scope: .read),
    Attempt(scope: .read, headers: bearer),
  ])
  func withTokensOnlyTheirOwnersMayChangeAnything(attempt: Attempt) throws {
    let token = try #require(AccessToken(Self.secret, name: "game", scopes: [.submit]))
    #expect(refusal(by: AccessPolicy(tokens: [token]), attempt) == attempt.code)
  }

  @Test func readsMayNeedAToken() throws {
    let token = try #require(AccessToken(Self.secret, name: "game", scopes: [.read]))
    let policy = AccessPolicy(tokens: [token], hasPublicReads: false)
    #expect(refusal(by: policy, Attempt(scope: .read)) == "token_required")
    #expect(refusal(by: policy, Attempt(scope: .read, headers: Self.bearer)) == nil)
  }

  @Test func aTokenHasARate() throws {
    let time = ManualClock("2026-11-30T10:00:00Z")
    let token = try #require(AccessToken(Self.secret, name: "game", scopes: [.submit], rate: 10))
    let policy = AccessPolicy(tokens: [token], clock: time.clock)
    let caller = try policy.caller(token: Self.secret)
    for _ in 0..<10 { try caller.require(.submit) }
    let problem = #expect(throws: ProblemDetails.self) { try caller.require(.submit) }
    #expect(problem?.status == 429 && problem?.headers["Retry-After"] == "1")
    time.advance(by: .milliseconds(100))
    try caller.require(.submit)
    // A batch of more than a second's worth is possible after a pause, and paid for afterwards.
    time.advance(by: .seconds(1))
    try caller.require(.submit, count: 30)
    let wait = #expect(throws: ProblemDetails.self) { try caller.require(.submit) }
    #expect(wait?.headers["Retry-After"] == "3")
  }

  @Test(arguments: ["short", "with a blank in the middle", "ünïcödé-is-no-header-text"])
  func tokensThatAreNoneAreRejected(text: String) {
    #expect(AccessToken(text, name: "game", scopes: []) == nil)
  }

  private func refusal(by policy: AccessPolicy, _ attempt: Attempt) -> String? {
    do throws(ProblemDetails) {
      let request = HTTPRequest(path: "/", headers: attempt.headers, client: attempt.client)
      try policy.caller(of: request).require(attempt.scope)
      return nil
    } catch {
      return error.code
    }
  }
}

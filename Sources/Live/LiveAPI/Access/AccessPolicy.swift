import Concurrency
import HTTP
package import HTTPAPI
import Synchronization
package import Time

/// Decides what clients may do.
///
/// Without tokens, programs and own pages on this machine may do everything, and all others only
/// read.
package final class AccessPolicy: Sendable {
  private let tokens: [String: AccessToken]
  private let buckets: Mutex<[String: TokenBucket]>
  private let clock: Clock
  let hasPublicReads: Bool

  /// - Parameter hasPublicReads: whether clients without a token may read.
  package init(
    tokens: [AccessToken] = [], hasPublicReads: Bool = true, clock: Clock = .system
  ) {
    let now = clock.uptime()
    self.tokens = Dictionary(tokens.map { ($0.digest, $0) }) { first, _ in first }
    self.hasPublicReads = hasPublicReads
    self.clock = clock
    // A second's worth at once, so that clients need not spread their requests evenly.
    buckets = Mutex(
      self.tokens.compactMapValues { token in
        token.rate.map { TokenBucket(rate: $0, capacity: $0, at: now) }
      })
  }

  /// Whether clients of this machine may do everything.
  package var isOpenOnThisMachine: Bool { tokens.isEmpty }

  /// Who sends a request.
  /// - Throws: a 401 problem for a token that is unknown.
  package func caller(of request: HTTPRequest) throws(ProblemDetails) -> Caller {
    let headers = request.headers
    if let authorization = headers["authorization"] {
      let parts = authorization.split(separator: " ")
      guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw .unknownToken }
      return try caller(token: parts[1])
    }
    // What a proxy passes on does not come from this machine.
    let isForwarded = ["forwarded", "x-forwarded-for", "via"].contains { headers[$0] != nil }
    let isOwn = OriginRule.allows(
      host: headers["host"], origin: headers["origin"], site: headers["sec-fetch-site"])
    return Caller(
      self, token: nil,
      isLocal: isOpenOnThisMachine && request.client.isLoopback && !isForwarded, isOwn: isOwn)
  }

  /// Who has a token.
  /// - Throws: a 401 problem for a token that is unknown.
  package func caller(token: some StringProtocol) throws(ProblemDetails) -> Caller {
    guard let known = tokens[AccessToken.digest(of: token)] else { throw .unknownToken }
    return Caller(self, token: known, isLocal: false, isOwn: true)
  }

  /// - Throws: a 429 problem if the token's rate is exceeded.
  fileprivate func spend(_ count: Int, of token: AccessToken) throws(ProblemDetails) {
    let pause = buckets.withLock { $0[token.digest]?.take(count, at: clock.uptime()) }
    if let pause { throw .rateExceeded(retryAfter: pause) }
  }
}

/// A client and what it may do.
package struct Caller: Sendable {
  private let policy: AccessPolicy
  private let token: AccessToken?
  private let isLocal: Bool
  /// Whether no page of another origin sends the request.
  private let isOwn: Bool

  fileprivate init(_ policy: AccessPolicy, token: AccessToken?, isLocal: Bool, isOwn: Bool) {
    self.policy = policy
    self.token = token
    self.isLocal = isLocal
    self.isOwn = isOwn
  }

  /// The token's name; `nil` without a token.
  package var name: String? { token?.name }

  /// Counts a use.
  /// - Parameter count: what it counts as, such as the number of submissions.
  /// - Throws: a 401 or 403 problem if the client may not do this, a 429 problem if it does too
  ///   much.
  package func require(_ scope: AccessScope, count: Int = 1) throws(ProblemDetails) {
    if let token {
      guard token.scopes.contains(scope) else {
        // Whoever needs no token may read with any.
        if scope == .read, policy.hasPublicReads { return }
        throw .missingScope(scope)
      }
      return try policy.spend(count, of: token)
    }
    if scope == .read, policy.hasPublicReads { return }
    guard isLocal else { throw .tokenRequired }
    guard isOwn else { throw .otherOrigin }
  }
}

extension ProblemDetails {
  private static let challenge = "Bearer realm=\"standings\""

  static let tokenRequired = ProblemDetails(
    status: 401, code: "token_required", title: "Token required",
    detail: "Expected the header Authorization: Bearer, with a token of this server.",
    headers: ["WWW-Authenticate": challenge])

  static let unknownToken = ProblemDetails(
    status: 401, code: "unknown_token", title: "Unknown token",
    detail: "The header Authorization has no token of this server.",
    headers: ["WWW-Authenticate": "\(challenge), error=\"invalid_token\""])

  static func missingScope(_ scope: AccessScope) -> ProblemDetails {
    ProblemDetails(
      status: 403, code: "missing_scope", title: "Missing scope",
      detail: "The token does not have the scope \(scope.rawValue).",
      headers: [
        "WWW-Authenticate":
          "\(challenge), error=\"insufficient_scope\", scope=\"\(scope.rawValue)\""
      ])
  }

  static let otherOrigin = ProblemDetails(
    status: 403, code: "cross_origin", title: "Cross-origin request",
    detail: "Without a token, only this server's own page and programs may change anything.")

  static func rateExceeded(retryAfter pause: Duration) -> ProblemDetails {
    ProblemDetails(
      status: 429, code: "rate_exceeded", title: "Too many requests",
      detail: "The token allows no more at the moment.",
      headers: ["Retry-After": .seconds(of: pause)])
  }
}

extension String {
  /// The value of `Retry-After` (RFC 9110, section 10.2.3): whole seconds, at least 1.
  static func seconds(of pause: Duration) -> String {
    String(Swift.max(1, Int((pause / .seconds(1)).rounded(.up))))
  }
}

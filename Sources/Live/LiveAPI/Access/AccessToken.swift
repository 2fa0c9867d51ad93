import Hashing

/// What a client may do.
package enum AccessScope: String, CaseIterable, Sendable {
  /// Read boards, if reading is not public.
  case read
  case submit
  /// Create, change, reset and delete boards, and remove players.
  case manage
}

/// A bearer token (RFC 6750) as the configuration states it.
package struct AccessToken: Sendable {
  package static let minLength = 16

  /// For logs, which never have the token itself.
  package let name: String
  package let scopes: Set<AccessScope>
  /// Requests and submissions a second; `nil` for no limit.
  package let rate: Double?
  let digest: String

  /// - Returns: `nil` for a token that is too short to be a secret, or has bytes that no header can
  ///   have.
  package init?(_ token: String, name: String, scopes: Set<AccessScope>, rate: Double? = nil) {
    guard token.utf8.count >= Self.minLength, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    self.name = name
    self.scopes = scopes
    self.rate = rate
    digest = Self.digest(of: token)
  }

  /// Tokens are found by their digests, so that the time of a search tells nothing about them.
  static func digest(of token: some StringProtocol) -> String {
    SHA256.hexDigest(of: Array(token.utf8))
  }
}

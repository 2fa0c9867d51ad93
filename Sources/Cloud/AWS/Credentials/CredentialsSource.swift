/// A source of credentials.
package protocol CredentialsSource: Sendable {
  /// The source's name in messages.
  var name: String { get }

  /// - Returns: `nil` if the source is not configured, so that the next one is tried.
  /// - Throws: if it is configured and gives no credentials.
  func load() async throws(CredentialsError) -> AWSCredentials?
}

/// Why there are no credentials.
package struct CredentialsError: Error, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    /// No source has any.
    case notFound
    /// Half of a key pair is missing, or a value is invalid.
    case incomplete
    /// A way to get credentials that Standings does not support.
    case unsupported
    /// An unreadable file or answer.
    case unreadable
    /// The credentials endpoint did not answer.
    case unreachable
    /// The credentials endpoint answered with an error.
    case refused
  }

  package let code: Code
  /// The variable, the file and profile, or the URL.
  package let place: String
  package let reason: String

  package init(code: Code, place: String, reason: String) {
    self.code = code
    self.place = place
    self.reason = reason
  }
}

extension CredentialsError: CustomStringConvertible {
  package var description: String { "no credentials: \(reason) (\(place))" }
}

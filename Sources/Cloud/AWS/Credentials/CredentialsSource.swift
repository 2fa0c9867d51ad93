/// A place where credentials may be found.
package protocol CredentialsSource: Sendable {
  /// What the place is called in messages.
  var name: String { get }

  /// - Returns: `nil` where the place is not set up, so that the next one is asked.
  /// - Throws: where it is set up and gives no credentials all the same.
  func load() async throws(CredentialsError) -> AWSCredentials?
}

/// Why there are no credentials.
package struct CredentialsError: Error, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    /// No place has any.
    case notFound
    /// One half of a pair of keys is missing, or a value has no usable form.
    case incomplete
    /// A way to get credentials that exists elsewhere and not here.
    case unsupported
    /// A file or an answer that cannot be read.
    case unreadable
    /// The endpoint that gives them did not answer.
    case unreachable
    /// The endpoint that gives them said no.
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

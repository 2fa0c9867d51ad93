/// Why an exchange ended without a complete answer.
package struct HTTPError: Error, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    /// The URL or a header cannot be sent.
    case invalidRequest
    /// The host's name could not be resolved.
    case unresolved
    /// The connection failed: refused, no route, ended in the handshake, or timed out.
    case unconnected
    /// The peer's certificate was not accepted.
    case untrusted
    /// The exchange timed out as a whole, or stalled, after part of the request was sent.
    case timedOut
    /// The connection ended before the answer was complete.
    case cutShort
    /// The answer is longer than the request's limit.
    case tooLarge
    /// The task was cancelled.
    case cancelled
    /// Anything else.
    case failed
  }

  package let code: Code
  /// The host and port concerned.
  package let place: String
  /// What libcurl said.
  package let reason: String

  package init(code: Code, place: String, reason: String) {
    self.code = code
    self.place = place
    self.reason = reason
  }
}

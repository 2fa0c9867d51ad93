/// Why an exchange ended without a whole answer.
package struct HTTPError: Error, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    /// The URL or a header cannot be sent as it is.
    case invalidRequest
    /// The host's name could not be resolved.
    case unresolved
    /// No connection came about: refused, no route, ended within the handshake, or not in time.
    case unconnected
    /// The peer's certificate was not accepted.
    case untrusted
    /// The exchange took too long as a whole, or stalled, after the request was sent in part.
    case timedOut
    /// The connection ended before the answer was whole.
    case cutShort
    /// The answer is longer than the request's limit.
    case tooLarge
    /// The task was cancelled.
    case cancelled
    /// Anything else.
    case failed
  }

  package let code: Code
  /// The host and the port it was about.
  package let place: String
  /// What libcurl said.
  package let reason: String

  package init(code: Code, place: String, reason: String) {
    self.code = code
    self.place = place
    self.reason = reason
  }
}

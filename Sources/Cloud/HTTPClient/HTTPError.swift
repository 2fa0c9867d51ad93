package import Failures

/// Why an exchange ended without a complete answer.
///
/// `place` is the host and port concerned, `reason` what libcurl said.
package typealias HTTPError = Failure<HTTPErrorCode>

/// The kinds of `HTTPError`.
package enum HTTPErrorCode: String, FailureCode {
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

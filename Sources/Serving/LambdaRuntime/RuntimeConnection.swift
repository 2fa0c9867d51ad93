package import Bytes
package import Failures

/// The Runtime API as a runtime uses it: one exchange per method, without retries.
package protocol RuntimeConnection: Sendable {
  /// Waits for the next invocation, without a time-out.
  func next() async throws(RuntimeError) -> Invocation

  /// Sends the response of an invocation.
  func respond(to requestID: String, with body: SharedBytes) async throws(RuntimeError)

  /// Reports that an invocation failed.
  func fail(_ requestID: String, with failure: FunctionFailure) async throws(RuntimeError)

  /// Reports that the function could not start; then the process must end.
  func failInitialisation(with failure: FunctionFailure) async throws(RuntimeError)
}

/// Why an exchange with the Runtime API failed.
///
/// `place` is the call: a method and a path.
package typealias RuntimeError = Failure<RuntimeErrorCode>

/// The kinds of `RuntimeError`.
package enum RuntimeErrorCode: FailureCode {
  /// No complete answer arrived.
  case unreachable
  /// 400: the invocation is unknown.
  case unknownRequest
  /// 403: this call is not allowed now.
  case outOfTurn
  /// 413: the response was too large; it counts as sent.
  case tooLarge
  /// 500: the environment is broken, and the process must end promptly.
  case environmentFailed
  /// An undocumented status.
  case unexpectedStatus
  /// An invocation without its id or another required part.
  case unreadableInvocation(requestID: String?)
}

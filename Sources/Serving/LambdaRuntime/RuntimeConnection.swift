package import Bytes

/// The side of Lambda that a runtime talks to: one exchange a method, none of them repeated.
package protocol RuntimeConnection: Sendable {
  /// Waits for the next invocation, however long that takes.
  func next() async throws(RuntimeError) -> Invocation

  /// Hands over the response to an invocation.
  func respond(to requestID: String, with body: SharedBytes) async throws(RuntimeError)

  /// Reports that an invocation failed.
  func fail(_ requestID: String, with failure: FunctionFailure) async throws(RuntimeError)

  /// Reports that the function could not start; the process has to end then.
  func failInitialisation(with failure: FunctionFailure) async throws(RuntimeError)
}

/// Why an exchange with the Runtime API did not go as it should.
package struct RuntimeError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// No whole answer came.
    case unreachable
    /// 400: the invocation is not one that is waited for.
    case unknownRequest
    /// 403: not the turn for this call.
    case outOfTurn
    /// 413: the response was too large; it counts as sent.
    case tooLarge
    /// 500: the environment is beyond repair, and the process has to end promptly.
    case environmentFailed
    /// A status that the Runtime API does not have.
    case unexpectedStatus
    /// An invocation without its id, or without something else that it must have.
    case unreadableInvocation(requestID: String?)
  }

  package let code: Code
  /// The call: a method and a path.
  package let place: String
  package let reason: String

  package init(code: Code, place: String, reason: String) {
    self.code = code
    self.place = place
    self.reason = reason
  }
}

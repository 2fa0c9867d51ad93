import Bytes
import Failures

/// The state of the runtime; each case names its next action.
enum RuntimeState: Sendable {
  /// Requests the next invocation.
  case waiting
  /// Runs the handler with an invocation.
  case handling(Invocation)
  /// Sends a response.
  case responding(requestID: String, SharedBytes)
  /// Reports a failure.
  case failing(requestID: String, FunctionFailure)
  /// Leaves the loop and the process.
  case ended(RuntimeError)
}

extension RuntimeState {
  /// The state after requesting an invocation.
  static func asked(_ result: Result<Invocation, RuntimeError>) -> RuntimeState {
    switch result {
    case .success(let invocation): .handling(invocation)
    case .failure(let error):
      switch error.code {
      case .unreadableInvocation(let requestID?):
        .failing(
          requestID: requestID,
          FunctionFailure(
            code: .unreadableInvocation, place: error.place, reason: error.reason))
      case .unreadableInvocation(nil), .unreachable, .unknownRequest, .outOfTurn, .tooLarge,
        .environmentFailed, .unexpectedStatus:
        // Without an invocation nothing can continue, and repeating the request would spin.
        .ended(error)
      }
    }
  }

  /// The state after the handler.
  static func handled(
    _ invocation: Invocation, _ result: Result<SharedBytes, FunctionFailure>
  ) -> RuntimeState {
    switch result {
    case .success(let response): .responding(requestID: invocation.requestID, response)
    case .failure(let failure): .failing(requestID: invocation.requestID, failure)
    }
  }

  /// The state after sending a response or a failure.
  static func posted(_ result: Result<Void, RuntimeError>) -> RuntimeState {
    switch result {
    case .success: .waiting
    case .failure(let error):
      switch error.code {
      case .tooLarge, .unknownRequest, .outOfTurn, .unexpectedStatus, .unreadableInvocation,
        .unreachable:
        // The invocation is over for Lambda, or its answer is lost. The next call tells whether
        // there is another one.
        .waiting
      case .environmentFailed: .ended(error)
      }
    }
  }
}

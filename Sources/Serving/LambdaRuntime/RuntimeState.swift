import Bytes

/// Where the runtime stands; each state says what it does next.
enum RuntimeState: Sendable {
  /// Asks for the next invocation.
  case waiting
  /// Has an invocation, and runs the handler.
  case handling(Invocation)
  /// Has a response, and hands it over.
  case responding(requestID: String, SharedBytes)
  /// Has a failure to report.
  case failing(requestID: String, FunctionFailure)
  /// Has to leave the loop, and the process with it.
  case ended(RuntimeError)
}

extension RuntimeState {
  /// The state after asking for an invocation.
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
        // Without an invocation there is nothing to go on with, and asking again would spin.
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

  /// The state after a response or a failure was handed over.
  static func posted(_ result: Result<Void, RuntimeError>) -> RuntimeState {
    switch result {
    case .success: .waiting
    case .failure(let error):
      switch error.code {
      case .tooLarge, .unknownRequest, .outOfTurn, .unexpectedStatus, .unreadableInvocation,
        .unreachable:
        // The invocation is over as far as Lambda is concerned, or its answer is lost. Whether
        // there will be another one is for the next call to tell.
        .waiting
      case .environmentFailed: .ended(error)
      }
    }
  }
}

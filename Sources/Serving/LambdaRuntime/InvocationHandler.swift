package import Bytes
package import Failures
import JSON
package import Time

/// Handles events; one invocation at a time.
package protocol InvocationHandler: Sendable {
  /// Handles an event. The task is cancelled shortly before the invocation's deadline.
  /// - Returns: the response, a JSON text.
  /// - Throws: `FunctionFailure`, which is reported as the outcome of the invocation.
  func handle(
    _ invocation: Invocation, in context: InvocationContext
  ) async throws(FunctionFailure) -> SharedBytes
}

/// What a handler gets beside the event.
package struct InvocationContext: Sendable {
  /// Writes lines with the invocation's id.
  package let log: FunctionLog
  /// The metrics of this invocation.
  package let metrics: InvocationMetrics

  package init(log: FunctionLog, metrics: InvocationMetrics = InvocationMetrics()) {
    self.log = log
    self.metrics = metrics
  }
}

/// One invocation of the function, from `next`.
package struct Invocation: Sendable {
  package let requestID: String
  /// When Lambda stops the function, by the machine's clock.
  package let deadline: Instant
  package let functionARN: String
  package let traceID: String?
  /// The event: JSON, as the service wrote it.
  package let payload: SharedBytes

  package init(
    requestID: String, deadline: Instant, functionARN: String, traceID: String?,
    payload: SharedBytes
  ) {
    self.requestID = requestID
    self.deadline = deadline
    self.functionARN = functionARN
    self.traceID = traceID
    self.payload = payload
  }
}

extension Invocation {
  /// The time until Lambda stops the function; negative if it is over.
  package func timeLeft(at now: Instant) -> Duration {
    .milliseconds(deadline.millisecondsSinceEpoch - now.millisecondsSinceEpoch)
  }
}

/// Why an invocation, or the start of the function, failed, as reported to the Runtime API.
///
/// `place` is the variable, key or field concerned.
package typealias FunctionFailure = Failure<FunctionFailureCode>

/// The kinds of `FunctionFailure`, as `Category.Reason`: the form of the header
/// `Lambda-Runtime-Function-Error-Type`.
package enum FunctionFailureCode: String, CaseIterable, FailureCode {
  /// An invalid variable of the environment.
  case invalidSettings = "Function.InvalidSettings"
  /// The payload is not an event for this function.
  case unreadableEvent = "Function.UnreadableEvent"
  /// Parts of the event were not handled, for a reason that may pass.
  case unfinished = "Function.Unfinished"
  /// The work was cancelled, because Lambda was about to stop the function.
  case deadlineExceeded = "Function.DeadlineExceeded"
  /// A bug.
  case internalError = "Function.InternalError"
  /// The Runtime API gave an incomplete invocation.
  case unreadableInvocation = "Runtime.UnreadableInvocation"
}

extension FunctionFailure {
  /// The body for the Runtime API: valid JSON for any text.
  package var json: [UInt8] {
    var json = JSONWriter()
    json.object {
      $0.member("errorMessage", description)
      $0.member("errorType", code.rawValue)
      $0.array("stackTrace") { _ in }
    }
    return json.utf8
  }
}

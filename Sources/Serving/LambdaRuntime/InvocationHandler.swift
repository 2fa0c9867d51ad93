package import Bytes

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

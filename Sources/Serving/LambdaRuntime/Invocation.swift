package import Bytes
package import Time

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

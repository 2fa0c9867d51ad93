package import Bytes
package import Time

/// One invocation of the function, as `next` gave it.
package struct Invocation: Sendable {
  package let requestID: String
  /// When the function will be stopped, by the clock of the machine.
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
  /// How long until the function is stopped; negative where its time is over.
  package func timeLeft(at now: Instant) -> Duration {
    .milliseconds(deadline.millisecondsSinceEpoch - now.millisecondsSinceEpoch)
  }
}

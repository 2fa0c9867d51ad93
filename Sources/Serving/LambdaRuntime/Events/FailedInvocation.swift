import JSON

/// That an asynchronous invocation failed for good: what Lambda's record of it, written to the
/// destination for failures, tells beside the event.
package struct FailedInvocation: Hashable, Sendable {
  /// By which the log of the invocation is found.
  package let requestID: String?
  /// Why Lambda gave it up: `RetriesExhausted`, `EventAgeExceeded`.
  package let condition: String?
  /// How often the function was invoked, or about that often.
  package let attempts: Int?
  /// What the function said at last: `Function.Unfinished`. `nil` where it was not invoked, or
  /// could say nothing.
  package let errorType: String?
  package let errorMessage: String?

  package init(
    requestID: String?, condition: String?, attempts: Int?, errorType: String?,
    errorMessage: String?
  ) {
    self.requestID = requestID
    self.condition = condition
    self.attempts = attempts
    self.errorType = errorType
    self.errorMessage = errorMessage
  }
}

extension FailedInvocation {
  /// Reads what a record tells of the invocation. All of it is for people: what is missing is no
  /// reason to give up the event.
  init(_ record: EventFields) {
    requestID = record["requestContext.requestId"]?.string
    condition = record["requestContext.condition"]?.string
    attempts = record["requestContext.approximateInvokeCount"]?.integer.map { Int($0) }
    errorType = record["responsePayload.errorType"]?.string
    errorMessage = record["responsePayload.errorMessage"]?.string
  }
}

extension FailedInvocation: CustomStringConvertible {
  /// `RetriesExhausted after 3 attempts: inbox/…/players.csv: SlowDown (Function.Unfinished)`
  package var description: String {
    var text = condition ?? "for a reason that the record does not tell"
    if let attempts { text += " after \(attempts) attempt\(attempts == 1 ? "" : "s")" }
    if let errorMessage { text += ": \(errorMessage.prefix(500))" }
    if let errorType { text += " (\(errorType))" }
    return text
  }
}

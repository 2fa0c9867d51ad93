import JSON

/// An asynchronous invocation that failed for good: Lambda's record of it, as written to the
/// on-failure destination.
package struct FailedInvocation: Hashable, Sendable {
  /// The request id in the log of the invocation.
  package let requestID: String?
  /// Why Lambda gave up: `RetriesExhausted`, `EventAgeExceeded`.
  package let condition: String?
  /// The approximate number of invocations.
  package let attempts: Int?
  /// The function's last error: `Function.Unfinished`. `nil` if it was not invoked, or did not
  /// report one.
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
  /// Reads the record. All of it is for people, so missing fields are not an error.
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

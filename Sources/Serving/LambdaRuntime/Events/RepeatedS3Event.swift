import JSON

/// An event of S3 that failed before and comes again from the queue that kept it.
package struct RepeatedS3Event: Hashable, Sendable {
  /// The queue's id of the message.
  package let messageID: String
  /// How often the queue has delivered the message, including this time; `nil` if unknown.
  package let receiveCount: Int?
  /// Why it failed; `nil` if the queue has only the event.
  package let failure: FailedInvocation?
  package let event: S3Event

  package init(
    messageID: String, receiveCount: Int?, failure: FailedInvocation?, event: S3Event
  ) {
    self.messageID = messageID
    self.receiveCount = receiveCount
    self.failure = failure
    self.event = event
  }
}

extension RepeatedS3Event {
  /// Reads a message of SQS: its body is Lambda's record of the failed invocation, or the event
  /// itself, as in a dead letter queue of Lambda and as S3, SNS and EventBridge send it.
  init(_ message: EventFields) throws(EventError) {
    messageID = try message.text("messageId")
    receiveCount = message["attributes.ApproximateReceiveCount"]?.string.flatMap { Int($0) }
    let body = try EventFields(
      parsing: Array(try message.text("body").utf8), record: message.record, at: "body")
    if body["requestContext"] == nil && body["requestPayload"] == nil {
      failure = nil
      event = try S3Event(queued: body)
    } else {
      failure = FailedInvocation(body)
      let payload = try body.value("requestPayload", expected: "the event that had failed") { $0 }
      event = try S3Event(
        queued: EventFields(payload, record: body.record, prefix: "body.requestPayload."))
    }
  }
}

extension S3Event {
  /// A queue contains only events of S3: events of SQS within SQS could nest without end.
  fileprivate init(queued event: EventFields) throws(EventError) {
    if S3EventDelivery.isOfQueue(event) {
      throw EventError(
        record: event.record, field: "\(event.prefix)Records", found: "an event of SQS",
        expected: "the records of an S3 event")
    }
    try self.init(event)
  }
}

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

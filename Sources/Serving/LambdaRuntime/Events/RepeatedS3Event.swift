import JSON

/// An event of S3 whose handling had failed, handed out again by the queue that kept it.
package struct RepeatedS3Event: Hashable, Sendable {
  /// By which the queue names the message.
  package let messageID: String
  /// How often the queue has handed the message out, this time included; `nil` where it does not
  /// tell.
  package let receiveCount: Int?
  /// Why it had failed; `nil` where the queue keeps the event alone.
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
  /// Reads a message of SQS: its body is Lambda's record of the failed invocation, or the event of
  /// S3 itself, as a dead letter queue of Lambda holds it and as S3, SNS and EventBridge send it.
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
  /// A queue holds events of S3 alone: one of SQS within one of SQS has no end.
  fileprivate init(queued event: EventFields) throws(EventError) {
    if S3EventDelivery.isOfQueue(event) {
      throw EventError(
        record: event.record, field: "\(event.prefix)Records", found: "an event of SQS",
        expected: "the records of an S3 event")
    }
    try self.init(event)
  }
}

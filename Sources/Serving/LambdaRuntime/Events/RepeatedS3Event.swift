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

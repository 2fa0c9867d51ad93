import JSON

/// The ways in which an event of S3 comes to a function.
package enum S3EventDelivery: Hashable, Sendable {
  /// From S3, or by way of SNS or EventBridge, when it happened.
  case direct(S3Event)
  /// From a queue of SQS that keeps events whose handling had failed: its messages, of which one
  /// that cannot be read does not take the others with it.
  case repeated([Result<RepeatedS3Event, EventError>])
}

extension S3EventDelivery {
  /// Reads a payload as a function is given it.
  /// - Throws: `EventError` where the payload as a whole is neither an event of S3 nor one of SQS.
  package init(parsing payload: [UInt8]) throws(EventError) {
    let event = try EventFields(parsing: payload)
    guard Self.isOfQueue(event) else {
      self = .direct(try S3Event(event))
      return
    }
    let messages = event["Records"]?.elements ?? []
    self = .repeated(
      messages.enumerated().map { index, message in
        Result { () throws(EventError) in
          try RepeatedS3Event(EventFields(message, record: index))
        }
      })
  }

  /// Whether any record says that it comes from a queue.
  static func isOfQueue(_ event: EventFields) -> Bool {
    event.holdsRecords(of: ["aws:sqs"])
  }
}

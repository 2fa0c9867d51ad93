import JSON

/// How an event of S3 reached a function.
package enum S3EventDelivery: Hashable, Sendable {
  /// From S3, or through SNS or EventBridge, when it happened.
  case direct(S3Event)
  /// From a queue of SQS with failed events; an unreadable message does not affect the others.
  case repeated([Result<RepeatedS3Event, EventError>])
}

extension S3EventDelivery {
  /// Reads a function's payload.
  /// - Throws: `EventError` if the payload as a whole is neither an event of S3 nor one of SQS.
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

  /// Whether any record comes from a queue.
  static func isOfQueue(_ event: EventFields) -> Bool {
    event.holdsRecords(of: ["aws:sqs"])
  }
}

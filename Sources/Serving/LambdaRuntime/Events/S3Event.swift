import JSON
package import Time

/// An event of S3 for a function (event message structure 2.x).
package enum S3Event: Hashable, Sendable {
  /// Sent once when a bucket's notifications are created.
  case test
  /// Notifications that arrived together; an unreadable one does not affect the others.
  case notifications([S3Notification])
}

/// One notification of an event.
package enum S3Notification: Hashable, Sendable {
  /// An object was written.
  case created(S3EventRecord)
  /// Another change: an object was deleted, restored or tagged. Only its name and its key, if any,
  /// are read.
  case other(name: String, key: String)
  /// It may be about an upload, and it cannot be read.
  case unreadable(EventError)
}

/// An object was written.
package struct S3EventRecord: Hashable, Sendable {
  /// The kind of write, without `s3:`, such as `ObjectCreated:Put`.
  package let name: String
  /// When it happened.
  package let time: Instant
  package let bucket: String
  /// Decoded: the key for reading the object.
  package let key: String
  /// In bytes; `nil` if unknown.
  package let size: Int?
  /// The entity tag without quotes; not a hash of the content.
  package let eTag: String?
  /// `nil` in a bucket without versioning.
  package let versionID: String?
  /// `nil` if the order among the key's events is unknown: there is no sequencer, or it is not
  /// hexadecimal.
  package let sequencer: S3Sequencer?

  package init(
    name: String, time: Instant, bucket: String, key: String, size: Int? = nil,
    eTag: String? = nil, versionID: String? = nil, sequencer: S3Sequencer? = nil
  ) {
    self.name = name
    self.time = time
    self.bucket = bucket
    self.key = key
    self.size = size
    self.eTag = eTag
    self.versionID = versionID
    self.sequencer = sequencer
  }
}

/// Orders the events of one key; it means nothing between keys.
package struct S3Sequencer: Hashable, Comparable, Sendable {
  /// Hexadecimal digits, verbatim.
  package let text: String

  package init(_ text: String) { self.text = text }

  /// AWS's rule: the shorter one is padded with zeros on the right, then both are compared as text.
  package static func < (left: S3Sequencer, right: S3Sequencer) -> Bool {
    let count = max(left.text.utf8.count, right.text.utf8.count)
    return left.digits(count).lexicographicallyPrecedes(right.digits(count))
  }

  private func digits(_ count: Int) -> [UInt8] {
    let digits = text.utf8.map { $0 | 0x20 }
    return digits + Array(repeating: UInt8(ascii: "0"), count: count - digits.count)
  }
}

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

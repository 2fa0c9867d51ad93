import Bytes
import JSON
import Rankings

extension S3Event {
  /// Reads an event; fields without a meaning here are passed over.
  /// - Throws: `EventError` where the payload as a whole is no event of S3. A broken record is no
  ///   error but a result among the records.
  package init(parsing payload: [UInt8]) throws(EventError) {
    try self.init(EventFields(parsing: payload))
  }

  init(_ event: EventFields) throws(EventError) {
    if event["Event"]?.string == "s3:TestEvent" {
      self = .test
      return
    }
    let records = try event.value("Records", expected: "the records of an S3 event") {
      $0.elements
    }
    self = .records(
      records.enumerated().map { index, record in
        Result { () throws(EventError) in
          try S3EventRecord(EventFields(record, record: index))
        }
      })
  }
}

extension S3EventRecord {
  fileprivate init(_ fields: EventFields) throws(EventError) {
    name = try fields.text("eventName")
    time = try fields.value("eventTime", expected: "a time such as 2026-01-26T15:30:12.345Z") {
      $0.string.flatMap { Instant($0) }
    }
    bucket = try fields.text("s3.bucket.name")
    key = try fields.value("s3.object.key", expected: "a key, form-encoded UTF-8") {
      $0.string.flatMap { PercentDecoding.decode($0, plusIsSpace: true) }
        .flatMap { $0.isEmpty ? nil : $0 }
    }
    size = try fields.optional("s3.object.size", expected: "a number of bytes") {
      $0.integer.flatMap { $0 < 0 ? nil : Int($0) }
    }
    eTag = try fields.optionalText("s3.object.eTag")
    versionID = try fields.optionalText("s3.object.versionId")
    sequencer = try fields.optional("s3.object.sequencer", expected: "hexadecimal digits") {
      $0.string.flatMap { S3Sequencer(checking: $0) }
    }
  }
}

extension S3Sequencer {
  fileprivate init?(checking text: String) {
    guard (1...256).contains(text.utf8.count), text.allSatisfy({ $0.isASCII && $0.isHexDigit })
    else { return nil }
    self.init(text)
  }
}

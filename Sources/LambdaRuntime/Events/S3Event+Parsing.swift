import Bytes
import JSON
import Rankings

extension S3Event {
  /// Reads an event; fields without a meaning here are passed over.
  /// - Throws: `S3EventError` where the payload as a whole is no event of S3. A broken record is
  ///   no error but a result among the records.
  package init(parsing payload: [UInt8]) throws(S3EventError) {
    let event: JSONValue
    do throws(JSONError) {
      event = try JSONValue(parsing: payload)
    } catch {
      throw S3EventError(
        record: nil, field: "", found: "text that is no JSON at byte \(error.offset)",
        expected: error.expected)
    }
    if event["Event"]?.string == "s3:TestEvent" {
      self = .test
      return
    }
    guard let records = event["Records"]?.elements else {
      throw S3EventError(
        record: nil, field: "Records", found: event["Records"].excerpt,
        expected: "the records of an S3 event")
    }
    self = .records(
      records.enumerated().map { index, record in
        Result { () throws(S3EventError) in
          try S3EventRecord(S3EventFields(record: record, index: index))
        }
      })
  }
}

extension S3EventRecord {
  fileprivate init(_ fields: S3EventFields) throws(S3EventError) {
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

/// The fields of one record by their paths.
private struct S3EventFields {
  let record: JSONValue
  let index: Int

  func text(_ path: String) throws(S3EventError) -> String {
    try value(path, expected: "a text") { $0.string.flatMap { $0.isEmpty ? nil : $0 } }
  }

  func optionalText(_ path: String) throws(S3EventError) -> String? {
    try optional(path, expected: "a text") { $0.string }.flatMap { $0.isEmpty ? nil : $0 }
  }

  func value<Value>(
    _ path: String, expected: String, _ read: (JSONValue) -> Value?
  ) throws(S3EventError) -> Value {
    guard let value = try optional(path, expected: expected, read) else {
      throw S3EventError(record: index, field: path, found: "nothing", expected: expected)
    }
    return value
  }

  func optional<Value>(
    _ path: String, expected: String, _ read: (JSONValue) -> Value?
  ) throws(S3EventError) -> Value? {
    var found: JSONValue? = record
    for name in path.split(separator: ".") { found = found?[String(name)] }
    guard let found, found != .null else { return nil }
    guard let value = read(found) else {
      throw S3EventError(
        record: index, field: path, found: Optional(found).excerpt, expected: expected)
    }
    return value
  }
}

extension JSONValue? {
  /// What stands there, for a message.
  fileprivate var excerpt: String {
    switch self {
    case nil: "nothing"
    case .null: "null"
    case .bool(let flag): "\(flag)"
    case .number(let digits): String(digits.prefix(40))
    case .string(let text): "\"\(text.prefix(100))\""
    case .array: "an array"
    case .object: "an object"
    }
  }
}

import JSON

/// The fields of an event, or of one record of it, by path.
struct EventFields {
  let value: JSONValue
  /// The record's position, for errors.
  let record: Int?
  /// The prefix of every path, for errors: empty, or ending in a dot.
  let prefix: String

  init(_ value: JSONValue, record: Int? = nil, prefix: String = "") {
    self.value = value
    self.record = record
    self.prefix = prefix
  }

  /// The fields of a text that is one JSON value.
  /// - Parameter path: the text's path in the record.
  init(parsing text: [UInt8], record: Int? = nil, at path: String = "") throws(EventError) {
    do throws(JSONError) {
      self.init(
        try JSONValue(parsing: text), record: record, prefix: path.isEmpty ? "" : "\(path).")
    } catch {
      throw EventError(
        record: record, field: path, found: "text that is not JSON at byte \(error.offset)",
        expected: error.expected)
    }
  }

  /// The value at a path such as `s3.object.key`; `nil` if there is none.
  subscript(path: String) -> JSONValue? {
    var found: JSONValue? = value
    for name in path.split(separator: ".") { found = found?[String(name)] }
    return found
  }

  func text(_ path: String) throws(EventError) -> String {
    try value(path, expected: "a string") { $0.string.flatMap { $0.isEmpty ? nil : $0 } }
  }

  func optionalText(_ path: String) throws(EventError) -> String? {
    try optional(path, expected: "a string") { $0.string }.flatMap { $0.isEmpty ? nil : $0 }
  }

  func value<Value>(
    _ path: String, expected: String, _ read: (JSONValue) -> Value?
  ) throws(EventError) -> Value {
    guard let value = try optional(path, expected: expected, read) else {
      throw error(at: path, expected: expected)
    }
    return value
  }

  func optional<Value>(
    _ path: String, expected: String, _ read: (JSONValue) -> Value?
  ) throws(EventError) -> Value? {
    guard let found = self[path], found != .null else { return nil }
    guard let value = read(found) else { throw error(at: path, expected: expected) }
    return value
  }

  /// The fields of one of the event's `Records`, whose errors name its position.
  func fields(of element: JSONValue, at index: Int) -> EventFields {
    guard record != nil || !prefix.isEmpty else { return EventFields(element, record: index) }
    return EventFields(element, record: record, prefix: "\(prefix)Records[\(index)].")
  }

  /// An unexpected value at a path.
  func error(at path: String, expected: String) -> EventError {
    EventError(
      record: record, field: prefix + path, found: self[path].excerpt, expected: expected)
  }
}

extension JSONValue? {
  /// The value, for a message.
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

/// Why an event, or a record of it, is not what its service writes.
package struct EventError: Error, Hashable, Sendable {
  /// The record's position, from 0; `nil` if it concerns the whole event.
  package let record: Int?
  /// The field, such as `s3.object.key`; empty if it concerns the whole text.
  package let field: String
  /// What is there, cut to a readable length.
  package let found: String
  package let expected: String
}

extension EventError {
  /// Its place in the event: `Records[0].s3.object.key`.
  package var place: String {
    guard let record else { return field }
    return field.isEmpty ? "Records[\(record)]" : "Records[\(record)].\(field)"
  }
}

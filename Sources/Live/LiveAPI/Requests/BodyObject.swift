package import JSON
import LiveScores

/// An object of a body, read member by member.
///
/// Members are read by name; what nobody read is an error in the end, as are repeated names: a
/// misspelled member would be ignored otherwise.
package struct BodyObject {
  /// The place of the object in the body.
  package let place: String
  private let members: [String: JSONValue]
  private var read: Set<String> = []

  private static let maxDepth = 16

  /// - Throws: `invalidJSON`, `invalidBody`.
  package init(body: [UInt8]) throws(RequestError) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: body, byteLimit: body.count, depthLimit: Self.maxDepth)
    } catch {
      throw RequestError(error)
    }
    try self.init(value, at: "")
  }

  init(_ value: JSONValue, at place: String) throws(RequestError) {
    guard case .object(let members) = value else {
      throw RequestError(.invalidBody, at: place, "expected an object, found \(value.kind)")
    }
    var byName: [String: JSONValue] = [:]
    for (name, value) in members {
      guard byName.updateValue(value, forKey: name) == nil else {
        throw RequestError(.invalidBody, at: place.member(name.shown), "the member comes twice")
      }
    }
    self.place = place
    self.members = byName
  }

  /// - Returns: `nil` if the member is missing, or null.
  package mutating func value(_ name: String) -> JSONValue? {
    read.insert(name)
    let value = members[name]
    return value == .null ? nil : value
  }

  /// Whether the member is null.
  func isNull(_ name: String) -> Bool { members[name] == .null }

  package mutating func string(_ name: String) throws(RequestError) -> String {
    try required(try optionalString(name), name, "a string")
  }

  package mutating func optionalString(_ name: String) throws(RequestError) -> String? {
    guard let value = value(name) else { return nil }
    return try required(value.string, name, "a string", value)
  }

  /// The text of a number as it was written.
  mutating func number(_ name: String) throws(RequestError) -> String {
    let value = value(name)
    guard case .number(let text)? = value else {
      return try required(nil, name, "a number", value)
    }
    return text
  }

  /// A whole number in any form of JSON, such as `10` or `1e1`.
  package mutating func optionalInteger(_ name: String) throws(RequestError) -> Int? {
    guard let value = value(name) else { return nil }
    guard case .number(let text) = value, let number = try? ScoreScale.whole.units(text) else {
      return try required(nil, name, "a whole number", value)
    }
    return Int(number)
  }

  mutating func elements(_ name: String) throws(RequestError) -> [JSONValue] {
    let value = value(name)
    return try required(value?.elements, name, "an array", value)
  }

  /// An object as compact JSON.
  mutating func optionalObject(_ name: String) throws(RequestError) -> [UInt8]? {
    guard let value = value(name) else { return nil }
    guard case .object = value else { return try required(nil, name, "an object", value) }
    var json = JSONWriter()
    json.value(value)
    return json.utf8
  }

  /// The member `metadata` as compact JSON, with a member more.
  mutating func metadata(
    adding name: String, _ text: String?
  ) throws(RequestError) -> [UInt8]? {
    guard let text else { return try optionalObject("metadata") }
    let given = value("metadata") ?? .object([])
    guard case .object(let members) = given else { return try optionalObject("metadata") }
    guard !members.contains(where: { $0.key == name }) else {
      throw RequestError(
        .invalidBody, at: place.member("metadata.\(name)"), "the member comes twice")
    }
    var json = JSONWriter()
    json.value(.object(members + [(name, .string(text))]))
    return json.utf8
  }

  /// - Throws: `invalidBody` if a member was not read.
  package func end() throws(RequestError) {
    guard let unknown = members.keys.filter({ !read.contains($0) }).min() else { return }
    let known = read.sorted().joined(separator: ", ")
    throw RequestError(
      .invalidBody, at: place.member(unknown.shown), "the member is unknown; expected \(known)")
  }

  private func required<Value>(
    _ value: Value?, _ name: String, _ expected: String, _ found: JSONValue? = nil
  ) throws(RequestError) -> Value {
    if let value { return value }
    let found = found.map { ", found \($0.kind)" } ?? ", found nothing"
    throw RequestError(.invalidBody, at: place.member(name), "expected \(expected)\(found)")
  }
}

extension JSONValue {
  /// What the value is, for people.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number(let text): "the number \(text.shown)"
    case .string(let text): "the string '\(text.shown)'"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

extension String {
  /// A readable length of a text from outside.
  fileprivate var shown: String { count <= 40 ? self : "\(prefix(40))…" }
}

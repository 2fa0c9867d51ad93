extension JSONValue {
  /// Parses a text that is one JSON value (RFC 8259), with only blanks around it.
  /// - Parameters:
  ///   - byteLimit: the max length of the text.
  ///   - depthLimit: the max nesting of arrays and objects, at most 64.
  /// - Throws: `JSONError` with the position.
  package init(
    parsing utf8: [UInt8], byteLimit: Int = 8 << 20, depthLimit: Int = 32
  ) throws(JSONError) {
    guard utf8.count <= byteLimit else {
      throw JSONError(.tooLarge, at: byteLimit, expected: "at most \(byteLimit) bytes")
    }
    guard String(validating: utf8, as: UTF8.self) != nil else {
      throw JSONError(.invalidUTF8, at: 0, expected: "text in UTF-8")
    }
    self = try utf8.withUnsafeBytes { text in
      Result { () throws(JSONError) in try Self.parse(text, depthLimit: depthLimit) }
    }.get()
  }

  /// An open array or object.
  private struct OpenValue {
    let isObject: Bool
    var elements: [JSONValue] = []
    var members: [(key: String, value: JSONValue)] = []
    var key = ""

    mutating func add(_ value: JSONValue) {
      if isObject { members.append((key, value)) } else { elements.append(value) }
    }

    var value: JSONValue { isObject ? .object(members) : .array(elements) }
  }

  private static func parse(
    _ text: UnsafeRawBufferPointer, depthLimit: Int
  ) throws(JSONError) -> JSONValue {
    var scanner = JSONScanner(text, depthLimit: depthLimit)
    var open = [OpenValue(isObject: false)]
    loop: while true {
      let last = open.count - 1
      switch try scanner.next() {
      case .beginObject: open.append(OpenValue(isObject: true))
      case .beginArray: open.append(OpenValue(isObject: false))
      case .endObject, .endArray:
        let closed = open.removeLast().value
        open[last - 1].add(closed)
      case .key(let key): open[last].key = try string(key, in: text)
      case .string(let value): open[last].add(.string(try string(value, in: text)))
      case .number(let range):
        open[last].add(.number(String(decoding: text[range], as: UTF8.self)))
      case .bool(let flag, _): open[last].add(.bool(flag))
      case .null: open[last].add(.null)
      case .end: break loop
      }
    }
    scanner.skipBlanks()
    guard scanner.position == text.count, let value = open[0].elements.first else {
      throw JSONError(.unexpected, at: scanner.position, expected: "nothing after the value")
    }
    return value
  }

  private static func string(
    _ string: JSONString, in text: UnsafeRawBufferPointer
  ) throws(JSONError) -> String {
    let written = UnsafeRawBufferPointer(rebasing: text[string.range])
    guard string.hasEscapes else { return String(decoding: written, as: UTF8.self) }
    var bytes: [UInt8] = []
    guard JSONString.appendUnescaped(written, to: &bytes) else {
      throw JSONError(
        .unexpected, at: string.range.lowerBound, expected: "both halves of a surrogate pair")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Writes one JSON text (RFC 8259) from left to right, the same bytes for the same calls.
///
/// ```swift
/// var json = JSONWriter()
/// json.object {
///   $0.member("kingdom", 51)
///   $0.array("dates") { $0.value("2026-01-26") }
/// }
/// json.text  // {"kingdom":51,"dates":["2026-01-26"]}
/// ```
///
/// Strings are escaped so that the text is valid for any content. `<`, `>` and `&` are not escaped,
/// so the text must be served as `application/json`.
package struct JSONWriter {
  private var bytes: [UInt8] = []
  private var needsComma = false

  /// - Parameter byteCount: about how long the text will be.
  package init(reserving byteCount: Int = 0) { bytes.reserveCapacity(byteCount) }

  /// The UTF-8 bytes written so far.
  package var utf8: [UInt8] { bytes }
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  // MARK: Values

  package mutating func null() { literal("null") }
  package mutating func value(_ flag: Bool) { literal(flag ? "true" : "false") }
  package mutating func value(_ number: some FixedWidthInteger) { literal(String(number)) }

  // The most frequent types have functions of their own, because generic ones of another module are
  // not specialised.
  package mutating func value(_ number: Int) { literal(number.description) }
  package mutating func value(_ number: Int64) { literal(number.description) }

  package mutating func value(_ text: String) {
    separate()
    quote(text)
    needsComma = true
  }

  package mutating func object(_ members: (inout JSONWriter) -> Void) {
    nest(open: UInt8(ascii: "{"), close: UInt8(ascii: "}"), members)
  }

  package mutating func array(_ elements: (inout JSONWriter) -> Void) {
    nest(open: UInt8(ascii: "["), close: UInt8(ascii: "]"), elements)
  }

  /// Writes a tree.
  /// - Parameter name: the name to write for a member's name.
  package mutating func value(_ value: JSONValue, naming name: (String) -> String = { $0 }) {
    switch value {
    case .null: null()
    case .bool(let flag): self.value(flag)
    case .number(let digits): raw(Array(digits.utf8))
    case .string(let text): self.value(text)
    case .array(let elements):
      array { json in for element in elements { json.value(element, naming: name) } }
    case .object(let members):
      object { json in
        for (key, value) in members {
          json.key(name(key))
          json.value(value, naming: name)
        }
      }
    }
  }

  /// Writes a text that is already JSON.
  package mutating func raw(_ json: [UInt8]) {
    separate()
    bytes += json
    needsComma = true
  }

  // MARK: Members of an object

  package mutating func member(_ name: String, _ flag: Bool) {
    key(name)
    value(flag)
  }

  package mutating func member(_ name: String, _ number: some FixedWidthInteger) {
    key(name)
    value(number)
  }

  package mutating func member(_ name: String, _ number: Int) {
    key(name)
    value(number)
  }

  package mutating func member(_ name: String, _ number: Int64) {
    key(name)
    value(number)
  }

  package mutating func member(_ name: String, _ text: String) {
    key(name)
    value(text)
  }

  package mutating func member(_ name: String, _ text: String?) {
    key(name)
    if let text { value(text) } else { null() }
  }

  package mutating func member(_ name: String, _ number: (some FixedWidthInteger)?) {
    key(name)
    if let number { value(number) } else { null() }
  }

  package mutating func object(_ name: String, _ members: (inout JSONWriter) -> Void) {
    key(name)
    object(members)
  }

  package mutating func array(_ name: String, _ elements: (inout JSONWriter) -> Void) {
    key(name)
    array(elements)
  }

  /// Writes a member's name; the next call writes its value.
  package mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  // MARK: Details

  private mutating func literal(_ text: String) {
    separate()
    bytes += text.utf8
    needsComma = true
  }

  private mutating func nest(
    open: UInt8, close: UInt8, _ content: (inout JSONWriter) -> Void
  ) {
    separate()
    bytes.append(open)
    needsComma = false
    content(&self)
    bytes.append(close)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      if utf8.contains(where: Self.isEscaped) {
        for byte in utf8 { append(escaping: byte) }
      } else {
        bytes += utf8
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
  }

  private mutating func append(escaping byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): bytes += #"\""#.utf8
    case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
    case 0x0A: bytes += #"\n"#.utf8
    case 0x0D: bytes += #"\r"#.utf8
    case 0x09: bytes += #"\t"#.utf8
    case 0..<0x20, 0x7F: escape(byte)
    default: bytes.append(byte)
    }
  }

  private mutating func escape(_ control: UInt8) {
    let digits = Array("0123456789abcdef".utf8)
    bytes += #"\u00"#.utf8
    bytes.append(digits[Int(control >> 4)])
    bytes.append(digits[Int(control & 15)])
  }
}

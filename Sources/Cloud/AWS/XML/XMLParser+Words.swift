extension XMLParser {
  /// The longest entity is `&#x10FFFF;`; zeros before the digits are let pass up to here.
  private static let longestEntity = 16

  /// The UTF-8 bytes of an entity of which the `&` was read.
  mutating func entity() throws(XMLError) -> [UInt8] {
    let invalid = XMLError(.invalidEntity, at: position, expected: "an entity of XML")
    let window = utf8[position..<min(position + Self.longestEntity, utf8.count)]
    guard let end = window.firstIndex(of: UInt8(ascii: ";")) else { throw invalid }
    let name = String(decoding: utf8[position..<end], as: UTF8.self)
    position = end + 1
    switch name {
    case "lt": return [UInt8(ascii: "<")]
    case "gt": return [UInt8(ascii: ">")]
    case "amp": return [UInt8(ascii: "&")]
    case "quot": return [UInt8(ascii: "\"")]
    case "apos": return [UInt8(ascii: "'")]
    default: break
    }
    let number: UInt32? =
      name.hasPrefix("#x")
      ? UInt32(name.dropFirst(2), radix: 16)
      : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
    guard let number, number > 0, let scalar = Unicode.Scalar(number) else { throw invalid }
    return Array(String(Character(scalar)).utf8)
  }

  mutating func qualifiedName() throws(XMLError) -> ArraySlice<UInt8> {
    let start = position
    while position < utf8.count, isNameByte(utf8[position]) { position += 1 }
    guard position > start else { throw unexpected("a name") }
    return utf8[start..<position]
  }

  func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...32, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "="),
      UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "&"):
      false
    default: true
    }
  }

  /// - Returns: what stands before the mark.
  @discardableResult
  mutating func skip(through mark: StaticString) throws(XMLError) -> ArraySlice<UInt8> {
    let start = position
    while position < utf8.count {
      if take(mark) { return utf8[start..<(position - mark.utf8CodeUnitCount)] }
      position += 1
    }
    throw XMLError(.cutShort, at: position, expected: "\(mark)")
  }

  mutating func skipBlanks() {
    while position < utf8.count, [9, 10, 13, 32].contains(utf8[position]) { position += 1 }
  }

  mutating func take(_ mark: StaticString) -> Bool {
    guard at(mark) else { return false }
    position += mark.utf8CodeUnitCount
    return true
  }

  func at(_ mark: StaticString) -> Bool {
    mark.withUTF8Buffer { utf8[position...].starts(with: $0) }
  }

  func unexpected(_ expected: String) -> XMLError {
    let code: XMLError.Code = position < utf8.count ? .unexpected : .cutShort
    return XMLError(code, at: position, expected: expected)
  }
}

/// Resolves characters of an XML text.
public enum XMLText {
  /// The longest reference is `&#x10FFFF;`; zeros before the digits are let pass up to here, the
  /// semicolon included.
  private static let maxReferenceCount = 16

  /// Appends the text with references resolved and line ends as LF.
  /// - Returns: `nil`, or the position after the `&` of an undefined reference.
  public static func append(_ written: UnsafeRawBufferPointer, to bytes: inout [UInt8]) -> Int? {
    guard let first = written.firstIndex(where: isSpecial) else {
      bytes += written
      return nil
    }
    bytes += written[..<first]
    var position = first
    while position < written.count {
      let byte = written[position]
      position += 1
      if byte == UInt8(ascii: "\r") {
        bytes.append(UInt8(ascii: "\n"))
        if position < written.count, written[position] == UInt8(ascii: "\n") { position += 1 }
      } else if byte == UInt8(ascii: "&") {
        let rest = written[position...].prefix(maxReferenceCount)
        guard let end = rest.firstIndex(of: UInt8(ascii: ";")),
          let scalar = character(UnsafeRawBufferPointer(rebasing: rest[..<end]))
        else { return position }
        bytes += String(scalar).utf8
        position = end + 1
      } else {
        bytes.append(byte)
      }
    }
    return nil
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "&") || byte == UInt8(ascii: "\r")
  }

  /// The meaning of a reference: one of XML's five names, or a character by its number. Without a
  /// document type there are no others, so nothing can expand without bound.
  private static func character(_ reference: UnsafeRawBufferPointer) -> Unicode.Scalar? {
    switch String(decoding: reference, as: UTF8.self) {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    case let number where number.hasPrefix("#x"): return scalar(number.dropFirst(2), radix: 16)
    case let number where number.hasPrefix("#"): return scalar(number.dropFirst(), radix: 10)
    default: return nil
    }
  }

  private static func scalar(_ digits: Substring, radix: Int) -> Unicode.Scalar? {
    guard digits.first != "+", let number = UInt32(digits, radix: radix), number > 0 else {
      return nil
    }
    return Unicode.Scalar(number)
  }
}

/// Characters of an XML text as they are meant.
enum XMLText {
  /// Appends what is written, with references resolved and line ends made LF.
  /// - Returns: false where a reference stands for nothing that is known here.
  @discardableResult
  static func append(_ written: UnsafeRawBufferPointer, to bytes: inout [UInt8]) -> Bool {
    guard let first = written.firstIndex(where: isSpecial) else {
      bytes += written
      return true
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
        let name = written[position...].prefix(12).prefix { $0 != UInt8(ascii: ";") }
        guard name.endIndex < written.count, written[name.endIndex] == UInt8(ascii: ";"),
          let scalar = character(UnsafeRawBufferPointer(rebasing: name))
        else { return false }
        bytes += String(scalar).utf8
        position = name.endIndex + 1
      } else {
        bytes.append(byte)
      }
    }
    return true
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "&") || byte == UInt8(ascii: "\r")
  }

  /// What a reference stands for: one of XML's five names, or a character by its number. There are
  /// no others without a document type, so nothing can be made to grow.
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
    guard let first = digits.utf8.first, first.hexDigitValue != nil,
      let number = UInt32(digits, radix: radix), number > 0
    else { return nil }
    return Unicode.Scalar(number)
  }
}

// MARK: Escapes of spreadsheets

extension XMLText {
  /// Resolves what spreadsheets write for characters that XML cannot hold: `_x000D_`.
  static func resolveEscapes(in bytes: inout [UInt8]) {
    guard let first = bytes.indices.first(where: { escape(in: bytes, at: $0) != nil }) else {
      return
    }
    var resolved = Array(bytes[..<first])
    var position = first
    while position < bytes.count {
      guard let unit = escape(in: bytes, at: position) else {
        resolved.append(bytes[position])
        position += 1
        continue
      }
      position += escapeCount
      if let scalar = Unicode.Scalar(unit) {
        resolved += String(scalar).utf8
      } else if unit < 0xDC00, let low = escape(in: bytes, at: position), 0xDC00..<0xE000 ~= low,
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      {
        resolved += String(scalar).utf8
        position += escapeCount
      } else {
        resolved += "\u{FFFD}".utf8
      }
    }
    bytes = resolved
  }

  private static let escapeCount = 7

  /// The number of the code unit in `_xHHHH_`, or nil where no such thing stands.
  private static func escape(in bytes: [UInt8], at start: Int) -> UInt32? {
    guard bytes[start...].count >= escapeCount, bytes[start] == UInt8(ascii: "_"),
      bytes[start + 1] == UInt8(ascii: "x"), bytes[start + 6] == UInt8(ascii: "_")
    else { return nil }
    var unit: UInt32 = 0
    for byte in bytes[(start + 2)..<(start + 6)] {
      guard let digit = byte.hexDigitValue else { return nil }
      unit = unit << 4 | digit
    }
    return unit
  }
}

extension [UInt8] {
  /// Lends the bytes to work that may refuse them: the standard library's way loses the type of
  /// the error.
  @inline(__always)
  func withBytes<Value>(
    _ body: (UnsafeRawBufferPointer) throws(Rejection) -> Value
  ) throws(Rejection) -> Value {
    let result: Result<Value, Rejection> = withUnsafeBytes { bytes in
      do throws(Rejection) { return .success(try body(bytes)) } catch { return .failure(error) }
    }
    return try result.get()
  }
}

extension UInt8 {
  /// The value of a hexadecimal digit.
  var hexDigitValue: UInt32? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}

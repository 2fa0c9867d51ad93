/// A token of `JSONScanner`; ranges are byte positions.
package enum JSONToken: Equatable, Sendable {
  case beginObject, endObject, beginArray, endArray
  /// The name of a member; its value comes next.
  case key(JSONString)
  case string(JSONString)
  case number(Range<Int>)
  case bool(Bool, Range<Int>)
  case null
  /// The scanned value is complete.
  case end
}

/// A string in a JSON text.
package struct JSONString: Equatable, Sendable {
  /// The bytes between the quotes.
  package let range: Range<Int>
  /// Whether `appendUnescaped` must resolve escapes.
  package let hasEscapes: Bool
}

extension JSONString {
  /// Appends the text of a string; never more bytes than its written form.
  /// - Parameter written: the inside of a string that `JSONScanner` has accepted.
  /// - Returns: whether the string is text: half of a surrogate pair becomes U+FFFD.
  @discardableResult
  package static func appendUnescaped(
    _ written: UnsafeRawBufferPointer, to bytes: inout [UInt8]
  ) -> Bool {
    var (position, isText) = (0, true)
    while position < written.count {
      guard written[position] == UInt8(ascii: "\\"), position + 1 < written.count else {
        bytes.append(written[position])
        position += 1
        continue
      }
      let letter = written[position + 1]
      if letter == UInt8(ascii: "u") {
        let (scalar, length) = scalar(written, at: position)
        if let scalar { bytes += String(scalar).utf8 } else { bytes += "\u{FFFD}".utf8 }
        isText = isText && scalar != nil
        position += length
      } else {
        bytes.append(character(escapedBy: letter))
        position += 2
      }
    }
    return isText
  }

  private static func character(escapedBy letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: letter
    }
  }

  /// The character of one or two `\uXXXX`, `nil` for half of a pair, and the bytes they occupy.
  private static func scalar(
    _ written: UnsafeRawBufferPointer, at position: Int
  ) -> (Unicode.Scalar?, length: Int) {
    let unit = codeUnit(written, at: position)
    if let scalar = Unicode.Scalar(unit) { return (scalar, 6) }
    let low = codeUnit(written, at: position + 6)
    guard 0xD800..<0xDC00 ~= unit, 0xDC00..<0xE000 ~= low,
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { return (nil, 6) }
    return (scalar, 12)
  }

  /// The number in `\uXXXX`, or 0 if there is none.
  private static func codeUnit(_ written: UnsafeRawBufferPointer, at position: Int) -> UInt32 {
    guard position + 6 <= written.count, written[position] == UInt8(ascii: "\\"),
      written[position + 1] == UInt8(ascii: "u")
    else { return 0 }
    return written[(position + 2)..<(position + 6)].reduce(0) { $0 << 4 | ($1.hexDigit ?? 0) }
  }
}

extension UInt8 {
  /// The value of a hexadecimal digit.
  var hexDigit: UInt32? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}

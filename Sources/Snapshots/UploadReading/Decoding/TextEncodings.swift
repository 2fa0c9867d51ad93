internal import Bytes

/// The bytes that announce a text's encoding.
enum ByteOrderMark {
  case utf8, utf16LittleEndian, utf16BigEndian

  init?(_ bytes: UnsafeRawBufferPointer) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      self = .utf8
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      self = .utf16LittleEndian
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      self = .utf16BigEndian
    } else {
      return nil
    }
  }

  var length: Int { self == .utf8 ? 3 : 2 }
}

/// Text in UTF-16, such as the "Unicode text" of spreadsheets.
enum UTF16Text {
  /// The text in UTF-8, and the number of broken surrogate pairs or code units that became U+FFFD.
  static func transcode(
    _ bytes: SharedBytes, bigEndian: Bool
  ) -> (text: SharedBytes, broken: Int) {
    var broken = 0
    let text = bytes.withUnsafeBytes { bytes in
      SharedBytes(reserving: bytes.count / 2 * 3 + 3) { text in
        var written = 0
        func append(_ scalar: Unicode.Scalar) {
          for byte in scalar.utf8 {
            text[written] = byte
            written += 1
          }
        }
        var position = 0
        while position + 1 < bytes.count {
          let (scalar, length) = scalar(in: bytes, at: position, bigEndian)
          if scalar == nil { broken += 1 }
          append(scalar ?? "\u{FFFD}")
          position += length
        }
        if position < bytes.count {
          broken += 1
          append("\u{FFFD}")
        }
        return written
      }
    }
    return (text, broken)
  }

  /// The character at an even position, or `nil` for half a pair, and its length in bytes.
  private static func scalar(
    in bytes: UnsafeRawBufferPointer, at position: Int, _ bigEndian: Bool
  ) -> (Unicode.Scalar?, length: Int) {
    let unit = codeUnit(in: bytes, at: position, bigEndian)
    if let scalar = Unicode.Scalar(unit) { return (scalar, 2) }
    let low = codeUnit(in: bytes, at: position + 2, bigEndian)
    guard unit < 0xDC00, 0xDC00..<0xE000 ~= low else { return (nil, 2) }
    return (Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)), 4)
  }

  /// The code unit at a position, 0 beyond the end.
  private static func codeUnit(
    in bytes: UnsafeRawBufferPointer, at position: Int, _ bigEndian: Bool
  ) -> UInt32 {
    guard position + 1 < bytes.count else { return 0 }
    let (first, second) = (UInt32(bytes[position]), UInt32(bytes[position + 1]))
    return bigEndian ? first << 8 | second : second << 8 | first
  }
}

/// Text in Windows-1252, in which every byte is a character, as in the WHATWG encoding standard:
/// undefined bytes become control characters.
enum Windows1252 {
  /// The characters of the bytes 0x80...0x9F; for all others the byte is the scalar value.
  private static let upperControls: [UInt16] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
    0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
  ]

  /// The text in UTF-8.
  static func transcode(_ bytes: SharedBytes) -> SharedBytes {
    bytes.withUnsafeBytes { bytes in
      SharedBytes(reserving: bytes.count * 3) { text in
        var written = 0
        for byte in bytes {
          let unit = 0x80..<0xA0 ~= byte ? upperControls[Int(byte - 0x80)] : UInt16(byte)
          switch unit {
          case 0..<0x80:
            text[written] = byte
            written += 1
          case 0x80..<0x800:
            text[written] = UInt8(0xC0 | unit >> 6)
            text[written + 1] = UInt8(0x80 | unit & 0x3F)
            written += 2
          default:
            text[written] = UInt8(0xE0 | unit >> 12)
            text[written + 1] = UInt8(0x80 | unit >> 6 & 0x3F)
            text[written + 2] = UInt8(0x80 | unit & 0x3F)
            written += 3
          }
        }
        return written
      }
    }
  }
}

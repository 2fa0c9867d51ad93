internal import Bytes

/// Text in UTF-16, as spreadsheets save "Unicode text".
enum UTF16Text {
  /// The text in UTF-8, and how many halves of surrogate pairs or of code units, which stand for
  /// nothing, became U+FFFD.
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

  /// The character at an even position, or nil for half a pair, and the bytes it takes up.
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

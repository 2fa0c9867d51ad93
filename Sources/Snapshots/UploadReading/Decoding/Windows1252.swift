internal import Bytes

/// Text in Windows-1252, in which every byte is a character, as the WHATWG encoding standard
/// has it: bytes without a character become control characters.
enum Windows1252 {
  /// The characters of the bytes 0x80...0x9F; all others have the number of their byte.
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

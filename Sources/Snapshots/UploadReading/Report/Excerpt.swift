/// Text of an upload as it is quoted in a report: valid, on one line, and not too long.
package enum Excerpt {
  static let maxBytes = 80

  /// The text that begins at a position and ends with its line; never empty.
  static func text(_ text: UnsafeRawBufferPointer, from start: Int) -> String {
    guard start < text.count else { return "the end of the file" }
    let line = text[start...].prefix { $0 != 0x0A && $0 != 0x0D }
    return line.isEmpty ? "the end of a line" : of(UnsafeRawBufferPointer(rebasing: line))
  }

  package static func of(_ text: String) -> String {
    Array(text.utf8).withUnsafeBytes { of($0) }
  }

  /// The bytes as text, cut between two characters where they are too long.
  static func of(_ bytes: UnsafeRawBufferPointer) -> String {
    guard bytes.count > maxBytes else { return String(decoding: bytes, as: UTF8.self) }
    var end = maxBytes
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return String(decoding: bytes[..<end], as: UTF8.self) + "…"
  }
}

/// Lines as an editor counts them.
enum LineNumber {
  /// The line, from 1, in which a position stands.
  static func of(_ position: Int, in text: UnsafeRawBufferPointer) -> Int {
    var line = 1
    var previous: UInt8 = 0
    for byte in text[..<position] {
      if byte == 0x0D || (byte == 0x0A && previous != 0x0D) { line += 1 }
      previous = byte
    }
    return line
  }
}

/// Reads a page's bytes from left to right; every error names the byte in the page.
struct ByteCursor: VarintReader {
  let bytes: UnsafeRawBufferPointer
  /// The position of the bytes in the page.
  private let baseOffset: Int
  private(set) var position = 0

  init(_ bytes: UnsafeRawBufferPointer, baseOffset: Int = 0) {
    self.bytes = bytes
    self.baseOffset = baseOffset
  }

  var remaining: Int { bytes.count - position }

  /// The remaining bytes.
  var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[position...]) }

  mutating func byte() throws(ParquetError) -> UInt8 {
    guard position < bytes.count else { throw truncated(expected: "a byte") }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func take(_ count: Int) throws(ParquetError) -> UnsafeRawBufferPointer {
    guard count >= 0, count <= remaining else { throw truncated(expected: "\(count) bytes") }
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<(position + count)])
  }

  /// Four bytes, least significant first.
  mutating func uint32() throws(ParquetError) -> Int {
    let word = try take(4)
    return Int(UInt32(littleEndian: word.loadUnaligned(as: UInt32.self)))
  }

  func truncated(expected: String) -> ParquetError {
    ParquetError(
      .truncated, expected: expected, found: "\(remaining) bytes to the end", at: place)
  }

  func malformed(expected: String, found: String) -> ParquetError {
    ParquetError(.malformed, expected: expected, found: found, at: place)
  }

  private var place: ParquetError.Place {
    ParquetError.Place(offsetInPage: baseOffset + position)
  }
}

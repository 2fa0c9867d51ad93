/// Reads a page's bytes from left to right; every error names the byte within the page.
struct ByteCursor {
  let bytes: UnsafeRawBufferPointer
  /// Where the bytes begin in the page.
  private let baseOffset: Int
  private(set) var position = 0

  init(_ bytes: UnsafeRawBufferPointer, baseOffset: Int = 0) {
    self.bytes = bytes
    self.baseOffset = baseOffset
  }

  var remaining: Int { bytes.count - position }

  /// What is left, without moving.
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

  /// Four bytes, the least significant first.
  mutating func uint32() throws(ParquetError) -> Int {
    let word = try take(4)
    return Int(UInt32(littleEndian: word.loadUnaligned(as: UInt32.self)))
  }

  /// An unsigned LEB128 number.
  mutating func varint() throws(ParquetError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      let byte = try byte()
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw malformed(expected: "a varint", found: "more than ten bytes")
  }

  mutating func zigzag() throws(ParquetError) -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
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

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

/// A reader of bytes from left to right, with the variable-length numbers of the thrift metadata
/// and the pages.
protocol VarintReader: ~Escapable {
  mutating func byte() throws(ParquetError) -> UInt8
  /// An error at the current position.
  func malformed(expected: String, found: String) -> ParquetError
}

extension VarintReader where Self: ~Escapable {
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

  /// A zigzag-encoded signed number.
  mutating func zigzag() throws(ParquetError) -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }
}

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

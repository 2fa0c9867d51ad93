/// Reads DELTA_BINARY_PACKED (parquet-format, Encodings.md, "Delta Encoding").
enum DeltaBinaryPackedDecoder {
  /// Far above the 128 to 1,024 of known writers.
  private static let maxBlockValueCount: UInt64 = 1 << 16

  /// Decodes exactly `output.count` values, which the header must confirm, and advances the cursor
  /// past them.
  static func decode<Value: StoredInteger>(
    _ cursor: inout ByteCursor, into output: UnsafeMutableBufferPointer<Value>
  ) throws(ParquetError) {
    let header = try Header(&cursor)
    guard header.valueCount == output.count else {
      throw cursor.malformed(
        expected: "\(output.count) deltas", found: "\(header.valueCount)")
    }
    guard !output.isEmpty else { return }
    var previous = Value(truncatingIfNeeded: header.firstValue)
    output[0] = previous
    var filled = 1
    while filled < output.count {
      let minimum = Value(truncatingIfNeeded: try cursor.zigzag())
      let widths = try cursor.take(header.miniblockCount)
      for width in widths where filled < output.count {
        let count = min(header.miniblockValueCount, output.count - filled)
        try decodeMiniblock(
          &cursor, width: Int(width), valueCount: header.miniblockValueCount, minimum: minimum,
          previous: &previous,
          into: UnsafeMutableBufferPointer(rebasing: output[filled..<(filled + count)]))
        filled += count
      }
    }
  }

  @inline(__always)
  private static func decodeMiniblock<Value: StoredInteger>(
    _ cursor: inout ByteCursor, width: Int, valueCount: Int, minimum: Value,
    previous: inout Value, into output: UnsafeMutableBufferPointer<Value>
  ) throws(ParquetError) {
    var value = previous
    if width == 0 {
      for index in output.indices {
        value = value &+ minimum
        output[index] = value
      }
    } else {
      guard width <= 64 else {
        throw cursor.malformed(expected: "a width of at most 64 bits", found: "\(width)")
      }
      guard output.count * width <= cursor.remaining * 8 else {
        throw cursor.truncated(expected: "\(output.count) values of \(width) bits")
      }
      let packed = try cursor.take(min(valueCount * width / 8, cursor.remaining))
      BitPacking.unpack(packed, width: width, count: output.count) { index, residual in
        value = value &+ minimum &+ Value(truncatingIfNeeded: residual)
        output[index] = value
      }
    }
    previous = value
  }

  private struct Header {
    let miniblockCount: Int
    let miniblockValueCount: Int
    let valueCount: Int
    let firstValue: Int64

    init(_ cursor: inout ByteCursor) throws(ParquetError) {
      let blockValueCount = try cursor.varint()
      let miniblockCount = try cursor.varint()
      let valueCount = try cursor.varint()
      firstValue = try cursor.zigzag()
      guard (1...maxBlockValueCount).contains(blockValueCount), miniblockCount > 0,
        blockValueCount % miniblockCount == 0, (blockValueCount / miniblockCount) % 32 == 0,
        let valueCount = Int(exactly: valueCount)
      else {
        throw cursor.malformed(
          expected: "blocks of miniblocks of a multiple of 32 values",
          found: "\(blockValueCount) values in \(miniblockCount) miniblocks")
      }
      self.miniblockCount = Int(miniblockCount)
      miniblockValueCount = Int(blockValueCount / miniblockCount)
      self.valueCount = valueCount
    }
  }
}

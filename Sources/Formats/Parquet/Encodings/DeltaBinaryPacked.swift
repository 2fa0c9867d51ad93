/// An integer type of stored columns.
protocol StoredInteger: FixedWidthInteger, SignedInteger, BitwiseCopyable, Sendable {
  var columnValue: ColumnValue { get }
}

extension Int32: StoredInteger {
  var columnValue: ColumnValue { .int32(self) }
}

extension Int64: StoredInteger {
  var columnValue: ColumnValue { .int64(self) }
}

/// Writes DELTA_BINARY_PACKED (parquet-format, Encodings.md, "Delta Encoding").
///
/// Blocks have 128 values in four miniblocks of 32, like those of other writers. Differences wrap
/// around at the width of the column's type, so that any two values have one.
enum DeltaBinaryPackedEncoder {
  static let blockValueCount = 128
  static let miniblockCount = 4
  static let miniblockValueCount = blockValueCount / miniblockCount

  /// The max size of `valueCount` values.
  static func bound(valueCount: Int) -> Int {
    let blockCount = (valueCount + blockValueCount - 1) / blockValueCount
    return 32 + blockCount * (10 + miniblockCount + blockValueCount * 8)
  }

  /// Whether no packed difference needs more than `width` bits.
  /// - Precondition: `width` is in 0...63.
  static func fits<Value: StoredInteger>(
    _ values: UnsafeBufferPointer<Value>, width: Int
  ) -> Bool {
    var start = 1
    while start < values.count {
      let end = min(start + blockValueCount, values.count)
      var minimum = Value.max
      var maximum = Value.min
      for index in start..<end {
        let delta = values[index] &- values[index - 1]
        minimum = min(minimum, delta)
        maximum = max(maximum, delta)
      }
      let residual = Value.Magnitude(truncatingIfNeeded: maximum &- minimum)
      if UInt64(residual) >> UInt64(width) != 0 { return false }
      start = end
    }
    return true
  }

  static func encode<Value: StoredInteger>(
    _ values: UnsafeBufferPointer<Value>, into buffer: inout ByteBuffer
  ) {
    var output = buffer.reserve(bound(valueCount: values.count))
    output.writeVarint(UInt64(blockValueCount))
    output.writeVarint(UInt64(miniblockCount))
    output.writeVarint(UInt64(values.count))
    output.writeZigzag(Int64(values.first ?? 0))
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: blockValueCount) { residuals in
      var start = 1
      while start < values.count {
        let end = min(start + blockValueCount, values.count)
        output = encodeBlock(values, start..<end, residuals: residuals, to: output)
        start = end
      }
    }
    buffer.commit(upTo: output)
  }

  /// - Parameter residuals: room for the differences of one block minus their min.
  @inline(__always)
  private static func encodeBlock<Value: StoredInteger>(
    _ values: UnsafeBufferPointer<Value>, _ range: Range<Int>,
    residuals: UnsafeMutableBufferPointer<UInt64>, to start: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    guard let base = values.baseAddress, let residuals = residuals.baseAddress else {
      return start
    }
    var output = start
    let current = base + range.lowerBound
    let previous = current - 1
    var minimum = Value.max
    for index in 0..<range.count { minimum = min(minimum, current[index] &- previous[index]) }
    for index in 0..<range.count {
      let residual = (current[index] &- previous[index]) &- minimum
      residuals[index] = UInt64(truncatingIfNeeded: Value.Magnitude(truncatingIfNeeded: residual))
    }
    // The last miniblock is padded; the miniblocks after it are omitted and have width 0.
    for index in range.count..<blockValueCount { residuals[index] = 0 }
    output.writeZigzag(Int64(minimum))
    let widths = output
    output += miniblockCount
    for miniblock in 0..<miniblockCount {
      let first = residuals + miniblock * miniblockValueCount
      let width = bitWidth(of: first)
      widths.storeBytes(of: UInt8(width), toByteOffset: miniblock, as: UInt8.self)
      if width > 0 {
        output = BitPacking.pack(first, count: miniblockValueCount, width: width, to: output)
      }
    }
    return output
  }

  /// The bits of a miniblock's max residual.
  @inline(__always)
  private static func bitWidth(of residuals: UnsafePointer<UInt64>) -> Int {
    var union: UInt64 = 0
    for index in 0..<miniblockValueCount { union |= residuals[index] }
    return UInt64.bitWidth - union.leadingZeroBitCount
  }
}

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

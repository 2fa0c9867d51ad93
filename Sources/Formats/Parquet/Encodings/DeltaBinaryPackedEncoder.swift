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

/// Reads the hybrid of runs and bit-packed groups (parquet-format, Encodings.md, "Run Length
/// Encoding / Bit-Packing Hybrid") without a preceding length.
enum RunLengthHybridDecoder {
  static let maxWidth = 32

  /// Decodes exactly `output.count` values.
  /// - Precondition: `width` is in 0...32.
  static func decode(
    _ cursor: inout ByteCursor, width: Int, into output: UnsafeMutableBufferPointer<UInt32>
  ) throws(ParquetError) {
    var filled = 0
    while filled < output.count {
      let header = try cursor.varint()
      let wanted = output.count - filled
      let target = UnsafeMutableBufferPointer(rebasing: output[filled...])
      if header & 1 == 0 {
        let value = try runValue(&cursor, width: width)
        // A run longer than the page is clamped, as in other readers.
        let count = Int(min(header >> 1, UInt64(wanted)))
        UnsafeMutableBufferPointer(rebasing: target[..<count]).update(repeating: value)
        filled += count
      } else {
        let groupCount = header >> 1
        guard groupCount <= UInt64(cursor.bytes.count) || width == 0 else {
          throw cursor.truncated(expected: "\(groupCount) groups of \(width) bits")
        }
        let count = Int(
          min(
            groupCount.multipliedReportingOverflow(by: 8).partialValue,
            UInt64(wanted)))
        try unpack(&cursor, groupCount: groupCount, width: width, count: count, into: target)
        filled += count
      }
    }
  }

  private static func runValue(
    _ cursor: inout ByteCursor, width: Int
  ) throws(ParquetError) -> UInt32 {
    var value: UInt64 = 0
    for (index, byte) in try cursor.take((width + 7) / 8).enumerated() {
      value |= UInt64(byte) << UInt64(8 * index)
    }
    guard value >> UInt64(width) == 0 else {
      throw cursor.malformed(expected: "a value of \(width) bits", found: "\(value)")
    }
    return UInt32(value)
  }

  /// Some writers omit the end of a page's last group, so only the needed part must exist.
  private static func unpack(
    _ cursor: inout ByteCursor, groupCount: UInt64, width: Int, count: Int,
    into target: UnsafeMutableBufferPointer<UInt32>
  ) throws(ParquetError) {
    guard width > 0 else {
      return UnsafeMutableBufferPointer(rebasing: target[..<count]).update(repeating: 0)
    }
    guard count <= cursor.remaining * 8 / width else {
      throw cursor.truncated(expected: "\(count) values of \(width) bits")
    }
    let packed = try cursor.take(min(Int(groupCount) * width, cursor.remaining))
    BitPacking.unpack(packed, width: width, count: count) { index, value in
      target[index] = UInt32(truncatingIfNeeded: value)
    }
  }
}

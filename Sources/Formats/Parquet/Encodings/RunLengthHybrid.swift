/// Writes the hybrid of runs and bit-packed groups (parquet-format, Encodings.md, "Run Length
/// Encoding / Bit-Packing Hybrid") without a preceding length.
enum RunLengthHybridEncoder {
  static let groupValueCount = 8

  /// The max size of `valueCount` values.
  static func bound(valueCount: Int, width: Int) -> Int {
    // In the worst case runs of eight and packed groups alternate, each with its own header.
    (valueCount / groupValueCount + 2) * (10 + width)
  }

  /// Encodes one repeated value.
  static func encode(
    repeating value: UInt32, count: Int, width: Int, into buffer: inout ByteBuffer
  ) {
    var output = buffer.reserve(bound(valueCount: 1, width: width))
    writeRun(of: value, count: count, width: width, to: &output)
    buffer.commit(upTo: output)
  }

  /// - Precondition: `width` is in 1...32 and no value has a higher bit.
  static func encode(
    _ values: UnsafeBufferPointer<UInt32>, width: Int, into buffer: inout ByteBuffer
  ) {
    guard let base = values.baseAddress else { return }
    var output = buffer.reserve(bound(valueCount: values.count, width: width))
    var packedStart = 0
    var position = 0
    while position < values.count {
      let run = runLength(in: values, from: position)
      if run >= groupValueCount {
        writePacked(
          base + packedStart, count: position - packedStart, width: width, to: &output)
        writeRun(of: values[position], count: run, width: width, to: &output)
        position += run
        packedStart = position
      } else {
        position = min(position + groupValueCount, values.count)
      }
    }
    writePacked(base + packedStart, count: position - packedStart, width: width, to: &output)
    buffer.commit(upTo: output)
  }

  @inline(__always)
  private static func runLength(
    in values: UnsafeBufferPointer<UInt32>, from start: Int
  ) -> Int {
    let value = values[start]
    var end = start + 1
    while end < values.count, values[end] == value { end += 1 }
    return end - start
  }

  private static func writeRun(
    of value: UInt32, count: Int, width: Int, to output: inout UnsafeMutableRawPointer
  ) {
    output.writeVarint(UInt64(count) << 1)
    for shift in stride(from: 0, to: width, by: 8) {
      output.writeByte(UInt8(truncatingIfNeeded: value >> UInt32(shift)))
    }
  }

  /// Only the last packed run of a page may end inside a group; it is padded with zeros.
  private static func writePacked(
    _ values: UnsafePointer<UInt32>, count: Int, width: Int,
    to output: inout UnsafeMutableRawPointer
  ) {
    guard count > 0 else { return }
    let groupCount = (count + groupValueCount - 1) / groupValueCount
    output.writeVarint(UInt64(groupCount) << 1 | 1)
    let wholeCount = count / groupValueCount * groupValueCount
    output = BitPacking.pack(values, count: wholeCount, width: width, to: output)
    guard wholeCount < count else { return }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: groupValueCount) { group in
      group.initialize(repeating: 0)
      for index in wholeCount..<count { group[index - wholeCount] = values[index] }
      guard let first = group.baseAddress else { return }
      output = BitPacking.pack(first, count: groupValueCount, width: width, to: output)
    }
  }
}

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

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

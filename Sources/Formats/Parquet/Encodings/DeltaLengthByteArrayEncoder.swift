/// Writes DELTA_LENGTH_BYTE_ARRAY (parquet-format, Encodings.md, "Delta-length byte array"): all
/// lengths, then all bytes. Text without lengths in between also compresses better and faster.
enum DeltaLengthByteArrayEncoder {
  /// The max size of the values of some rows.
  static func bound(_ values: ByteArrays, rows: Range<Int>) -> Int {
    DeltaBinaryPackedEncoder.bound(valueCount: rows.count) + values.byteCount(rows)
  }

  /// - Parameters:
  ///   - presence: one byte per row of `rows`; `nil` if every row has a value.
  ///   - lengths: a buffer that is reused between pages.
  static func encode(
    _ values: ByteArrays, rows: Range<Int>, presence: UnsafePointer<UInt8>?,
    lengths: inout ByteBuffer, into buffer: inout ByteBuffer
  ) {
    lengths.removeAll()
    let target = lengths.reserve(rows.count * MemoryLayout<Int32>.size)
      .bindMemory(to: Int32.self, capacity: rows.count + 1)
    var count = 0
    for row in rows {
      target[count] = Int32(truncatingIfNeeded: values.offsets[row + 1] &- values.offsets[row])
      count &+= presence.map { Int($0[row - rows.lowerBound] & 1) } ?? 1
    }
    DeltaBinaryPackedEncoder.encode(
      UnsafeBufferPointer(start: target, count: count), into: &buffer)
    if let presence {
      for row in rows where presence[row - rows.lowerBound] & 1 == 1 {
        buffer.append(values[row])
      }
    } else {
      let start = Int(values.offsets[rows.lowerBound])
      buffer.append(
        UnsafeRawBufferPointer(
          rebasing: values.bytes[start..<(start + values.byteCount(rows))]))
    }
  }
}

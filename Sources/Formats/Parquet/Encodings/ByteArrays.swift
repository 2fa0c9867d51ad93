/// Concatenated byte arrays, the input form of a column of strings.
///
/// Value `row` is `bytes[offsets[row]..<offsets[row + 1]]`.
struct ByteArrays {
  let bytes: UnsafeRawBufferPointer
  /// One more than the number of values.
  let offsets: UnsafeBufferPointer<UInt32>

  var count: Int { offsets.count - 1 }

  /// Whether every value is within the bytes.
  var isSound: Bool {
    guard let first = offsets.first, let last = offsets.last, last <= bytes.count else {
      return false
    }
    var previous = first
    var isAscending = true
    for offset in offsets {
      isAscending = isAscending && previous <= offset
      previous = offset
    }
    return isAscending
  }

  /// The bytes of the values of some rows.
  func byteCount(_ rows: Range<Int>) -> Int {
    Int(offsets[rows.upperBound] - offsets[rows.lowerBound])
  }

  @inline(__always)
  subscript(row: Int) -> UnsafeRawBufferPointer {
    let start = Int(offsets[row])
    return UnsafeRawBufferPointer(rebasing: bytes[start..<Int(offsets[row + 1])])
  }

  /// The first eight bytes of a value, padded with zeros, as a number with the same order.
  @inline(__always)
  func prefix(_ row: Int) -> UInt64 {
    let start = Int(offsets[row])
    let count = Int(offsets[row + 1]) - start
    if start + 8 <= bytes.count {
      let word = UInt64(
        bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      return count >= 8 ? word : word & ~(UInt64.max >> UInt64(8 * count))
    }
    var word: UInt64 = 0
    for index in 0..<min(count, 8) {
      word |= UInt64(bytes[start + index]) << UInt64(56 - 8 * index)
    }
    return word
  }

  @inline(__always)
  func areEqual(_ left: Int, _ right: Int) -> Bool {
    let left = self[left]
    let right = self[right]
    guard left.count == right.count else { return false }
    var offset = 0
    while offset + 8 <= left.count {
      guard
        left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          == right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      else { return false }
      offset += 8
    }
    while offset < left.count {
      guard left[offset] == right[offset] else { return false }
      offset += 1
    }
    return true
  }

  /// Whether one value precedes another in unsigned bytewise order.
  func precedes(_ left: Int, _ right: Int) -> Bool {
    self[left].lexicographicallyPrecedes(self[right])
  }
}

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

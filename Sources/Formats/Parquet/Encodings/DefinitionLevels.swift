/// Encodes which rows of an optional column have a value: 1 for present, 0 for null, in the hybrid
/// encoding with a bit width of 1, preceded by its length as data pages of version 1 require.
enum DefinitionLevelEncoder {
  private static let allPresent: UInt64 = 0x0101_0101_0101_0101
  /// Eight equal levels cost one byte packed; from this count a run is shorter.
  private static let shortestRun = 4

  /// The levels of `count` rows that are all present or all null.
  static func encode(repeating isPresent: Bool, count: Int, into buffer: inout ByteBuffer) {
    let lengthOffset = startLength(in: &buffer)
    RunLengthHybridEncoder.encode(
      repeating: isPresent ? 1 : 0, count: count, width: 1, into: &buffer)
    endLength(at: lengthOffset, in: &buffer)
  }

  /// The levels of `presence`, one byte per row, of which the lowest bit counts.
  static func encode(_ presence: UnsafeBufferPointer<UInt8>, into buffer: inout ByteBuffer) {
    let lengthOffset = startLength(in: &buffer)
    let groupCount = (presence.count + 7) / 8
    var output = buffer.reserve(groupCount * 3 + 32)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: groupCount) { groups in
      pack(presence, into: groups)
      writeRuns(of: groups, valueCount: presence.count, to: &output)
    }
    buffer.commit(upTo: output)
    endLength(at: lengthOffset, in: &buffer)
  }

  static func count(in presence: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    for level in presence { count &+= Int(level & 1) }
    return count
  }

  /// Packs eight levels per byte, the first one in the lowest bit.
  private static func pack(
    _ presence: UnsafeBufferPointer<UInt8>, into groups: UnsafeMutableBufferPointer<UInt8>
  ) {
    let bytes = UnsafeRawBufferPointer(presence)
    for group in 0..<(presence.count / 8) {
      let levels = bytes.loadUnaligned(fromByteOffset: group * 8, as: UInt64.self).littleEndian
      // The product moves the lowest bit of byte i to bit 56 + i.
      groups[group] = UInt8(((levels & allPresent) &* 0x0102_0408_1020_4080) >> 56)
    }
    guard presence.count % 8 > 0 else { return }
    var last: UInt8 = 0
    for index in 0..<(presence.count % 8) {
      last |= (presence[presence.count / 8 * 8 + index] & 1) << UInt8(index)
    }
    groups[presence.count / 8] = last
  }

  private static func writeRuns(
    of groups: UnsafeMutableBufferPointer<UInt8>, valueCount: Int,
    to output: inout UnsafeMutableRawPointer
  ) {
    var packedStart = 0
    var position = 0
    while position < groups.count {
      let value = groups[position]
      var end = position + 1
      if value == 0 || value == 0xFF {
        while end < groups.count, groups[end] == value { end += 1 }
      }
      // A run counts levels; the padding of the last group does not count.
      if end - position >= shortestRun, end * 8 <= valueCount {
        writePacked(groups[packedStart..<position], to: &output)
        output.writeVarint(UInt64(end - position) * 8 << 1)
        output.writeByte(value & 1)
        packedStart = end
      }
      position = end
    }
    writePacked(groups[packedStart...], to: &output)
  }

  private static func writePacked(
    _ groups: Slice<UnsafeMutableBufferPointer<UInt8>>, to output: inout UnsafeMutableRawPointer
  ) {
    guard !groups.isEmpty else { return }
    output.writeVarint(UInt64(groups.count) << 1 | 1)
    for group in groups { output.writeByte(group) }
  }

  // MARK: The length before the levels

  private static func startLength(in buffer: inout ByteBuffer) -> Int {
    let offset = buffer.count
    buffer.commit(upTo: buffer.reserve(4) + 4)
    return offset
  }

  private static func endLength(at offset: Int, in buffer: inout ByteBuffer) {
    buffer.overwrite(at: offset, with: UInt32(buffer.count - offset - 4))
  }
}

/// Decodes which rows of an optional column have a value.
enum DefinitionLevelDecoder {
  /// Decodes the levels of `output.count` rows: 1 for present, 0 for null.
  static func decode(
    _ cursor: inout ByteCursor, into output: inout [UInt8], rowCount: Int
  ) throws(ParquetError) {
    output.removeAll(keepingCapacity: true)
    while output.count < rowCount {
      let header = try cursor.varint()
      let wanted = rowCount - output.count
      if header & 1 == 0 {
        let level = try cursor.byte()
        guard level <= 1 else {
          throw cursor.malformed(expected: "a level of a flat column", found: "\(level)")
        }
        let count = Int(min(header >> 1, UInt64(wanted)))
        output.append(contentsOf: repeatElement(level, count: count))
      } else {
        let groupCount = Int(min(header >> 1, UInt64((wanted + 7) / 8)))
        for group in try cursor.take(groupCount) {
          for bit in 0..<UInt8(8) { output.append(group >> bit & 1) }
        }
      }
    }
    // The last group is padded.
    output.removeLast(output.count - rowCount)
  }
}

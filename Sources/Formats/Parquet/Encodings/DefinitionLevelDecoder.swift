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

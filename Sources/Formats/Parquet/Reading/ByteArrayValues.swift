/// Byte arrays of many rows in one memory block, which rows with equal values may share.
package struct ByteArrayValues: Sendable, Equatable {
  /// The place of a value in the memory.
  struct Slice: Sendable, Equatable {
    let start: UInt32
    let count: UInt32

    static let empty = Slice(start: 0, count: 0)
  }

  private(set) var bytes: [UInt8] = []
  var slices: [Slice] = []

  init() {}

  /// The number of rows.
  package var count: Int { slices.count }

  /// The value of a row; empty if the row is null.
  package subscript(row: Int) -> ArraySlice<UInt8> {
    let slice = slices[row]
    return bytes[Int(slice.start)..<(Int(slice.start) + Int(slice.count))]
  }

  package static func == (left: ByteArrayValues, right: ByteArrayValues) -> Bool {
    left.count == right.count && (0..<left.count).allSatisfy { left[$0] == right[$0] }
  }

  /// A copy of these rows with memory of their own.
  func rows(_ rows: [Int]) -> ByteArrayValues {
    var picked = ByteArrayValues()
    for row in rows {
      let value = self[row]
      // The selected rows fit: apart from repeated rows, they are no larger than their source.
      let start = UInt32(clamping: picked.bytes.count)
      picked.slices.append(Slice(start: start, count: slices[row].count))
      picked.bytes += value
    }
    return picked
  }

  /// Adds memory for values, without a value.
  /// - Returns: its position.
  /// - Throws: `ParquetError` with the code `limit` beyond 4 GiB.
  mutating func appendBytes(_ added: RawSpan) throws(ParquetError) -> UInt32 {
    let start = bytes.count
    guard start + added.byteCount <= Int(UInt32.max) else {
      throw ParquetError(
        .limit, expected: "at most 4 GiB of byte arrays in a column chunk",
        found: "\(start + added.byteCount) bytes")
    }
    added.withUnsafeBytes { bytes.append(contentsOf: $0) }
    return UInt32(start)
  }
}

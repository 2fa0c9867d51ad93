/// The values of one column, one per row.
package struct ColumnValues: Sendable, Equatable {
  package enum Storage: Sendable, Equatable {
    case booleans([Bool])
    /// Including dates.
    case int32s([Int32])
    /// Including timestamps.
    case int64s([Int64])
    case floats([Float])
    case doubles([Double])
    /// Including strings.
    case byteArrays(ByteArrayValues)
  }

  /// A null row has an arbitrary value.
  package let storage: Storage
  /// One byte per row, 1 for a value and 0 for null; `nil` if there are no nulls.
  package let presence: [UInt8]?

  /// - Parameter presence: one byte per row of the storage; `nil` if there are no nulls.
  package init(_ storage: Storage, presence: [UInt8]? = nil) {
    self.storage = storage
    self.presence = presence
  }

  /// The number of rows.
  package var count: Int {
    switch storage {
    case .booleans(let values): values.count
    case .int32s(let values): values.count
    case .int64s(let values): values.count
    case .floats(let values): values.count
    case .doubles(let values): values.count
    case .byteArrays(let values): values.count
    }
  }

  /// The total size of the byte arrays; 0 for values of a fixed size.
  var byteArrayByteCount: Int {
    if case .byteArrays(let values) = storage { values.bytes.count } else { 0 }
  }

  /// Whether a row is null.
  package func isNull(_ row: Int) -> Bool { presence.map { $0[row] == 0 } ?? false }

  /// The value of a row; `nil` for null.
  package subscript(row: Int) -> ColumnValue? {
    if isNull(row) { return nil }
    return switch storage {
    case .booleans(let values): .boolean(values[row])
    case .int32s(let values): .int32(values[row])
    case .int64s(let values): .int64(values[row])
    case .floats(let values): .float(values[row])
    case .doubles(let values): .double(values[row])
    case .byteArrays(let values): .bytes(Array(values[row]))
    }
  }

  /// The whole number of a row; `nil` for null and for other types.
  package func integer(_ row: Int) -> Int64? {
    if isNull(row) { return nil }
    return switch storage {
    case .int32s(let values): Int64(values[row])
    case .int64s(let values): values[row]
    default: nil
    }
  }

  /// The text of a row, with invalid UTF-8 repaired; `nil` for null and for other types.
  package func string(_ row: Int) -> String? {
    guard !isNull(row), case .byteArrays(let values) = storage else { return nil }
    return String(decoding: values[row], as: UTF8.self)
  }

  /// A copy of these rows, in this order.
  package func rows(_ rows: [Int]) -> ColumnValues {
    let picked: Storage =
      switch storage {
      case .booleans(let values): .booleans(rows.map { values[$0] })
      case .int32s(let values): .int32s(rows.map { values[$0] })
      case .int64s(let values): .int64s(rows.map { values[$0] })
      case .floats(let values): .floats(rows.map { values[$0] })
      case .doubles(let values): .doubles(rows.map { values[$0] })
      case .byteArrays(let values): .byteArrays(values.rows(rows))
      }
    return ColumnValues(picked, presence: presence.map { presence in rows.map { presence[$0] } })
  }
}

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

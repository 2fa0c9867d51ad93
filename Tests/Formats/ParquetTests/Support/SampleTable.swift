import Bytes
import Parquet

/// A table in the form that is easiest to write down in a test.
struct SampleTable {
  enum Values: Equatable {
    case int32s([Int32?])
    case int64s([Int64?])
    case strings([String?])
    /// Written as a constant column.
    case constant(ColumnValue?, count: Int)

    var count: Int {
      switch self {
      case .int32s(let values): values.count
      case .int64s(let values): values.count
      case .strings(let values): values.count
      case .constant(_, let count): count
      }
    }
  }

  let columns: [(schema: ColumnSchema, values: Values)]

  init(_ columns: (ColumnSchema, Values)...) { self.columns = columns }

  /// The whole file.
  func file(
    rowsPerGroup: Int = 1_000, settings: WritingSettings = WritingSettings(),
    metadata: [(String, String)] = []
  ) throws -> SharedBytes {
    let schema = try ParquetSchema(columns.map(\.schema))
    let encoder = RowGroupEncoder(schema: schema, settings: settings)
    var writer = ParquetWriter(schema: schema)
    var pieces: [SharedBytes] = []
    let rowCount = columns.first?.values.count ?? 0
    for start in stride(from: 0, to: rowCount, by: rowsPerGroup) {
      let rows = start..<min(start + rowsPerGroup, rowCount)
      try encoder.begin(rowCount: rows.count)
      for column in columns { try column.values.append(rows, to: encoder) }
      pieces += try writer.append(encoder.finish())
    }
    pieces += try writer.finish(metadata: metadata.map { (key: $0.0, value: $0.1) })
    return SharedBytes(pieces.flatMap(\.array))
  }

  /// What the reader must find in a column.
  func expected(_ index: Int) -> [ColumnValue?] {
    switch columns[index].values {
    case .int32s(let values): values.map { $0.map(ColumnValue.int32) }
    case .int64s(let values): values.map { $0.map(ColumnValue.int64) }
    case .strings(let values): values.map { $0.map(ColumnValue.string) }
    case .constant(let value, let count): Array(repeating: value, count: count)
    }
  }
}

extension SampleTable.Values {
  fileprivate func append(_ rows: Range<Int>, to encoder: RowGroupEncoder) throws {
    switch self {
    case .int32s(let values):
      let dense = values[rows].map { $0 ?? -1 }
      try withPresence(values[rows]) { try encoder.append(int32: dense.span, presence: $0) }
    case .int64s(let values):
      let dense = values[rows].map { $0 ?? -1 }
      try withPresence(values[rows]) { try encoder.append(int64: dense.span, presence: $0) }
    case .strings(let values):
      let bytes = values[rows].flatMap { Array(($0 ?? "").utf8) }
      var offsets: [UInt32] = [0]
      for value in values[rows] {
        offsets.append(offsets[offsets.count - 1] + UInt32((value ?? "").utf8.count))
      }
      try withPresence(values[rows]) {
        try encoder.append(strings: bytes.span, offsets: offsets.span, presence: $0)
      }
    case .constant(let value, _): try encoder.append(repeating: value)
    }
  }

  /// No presence at all where there is nothing to say.
  private func withPresence<Value>(
    _ values: ArraySlice<Value?>, _ body: (Span<UInt8>?) throws -> Void
  ) throws {
    let presence = values.map { $0 == nil ? UInt8(0) : 1 }
    if presence.contains(0) { try body(presence.span) } else { try body(nil) }
  }
}

/// All values of a column, from all row groups.
func readColumn(_ index: Int, of file: ParquetFile) async throws -> [ColumnValue?] {
  var values: [ColumnValue?] = []
  for rowGroup in file.metadata.rowGroups.indices {
    let part = try await file.values(ofColumn: index, rowGroup: rowGroup)
    values += (0..<part.count).map { part[$0] }
  }
  return values
}

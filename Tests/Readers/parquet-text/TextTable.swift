import Bytes
import Parquet

/// A table as text: cells parted by tabs, rows by line feeds.
///
/// The first line names the columns, each as `name:type:required|optional:encoding:codec`. In the
/// rows below a number is decimal, a byte array is written in hexadecimal digits and a missing
/// value is `null`. The encoding `constant` takes the first row's value for all rows.
struct TextTable {
  struct Malformed: Error {
    let text: String
  }

  struct Column {
    let schema: ColumnSchema
    let isConstant: Bool
    var cells: [String] = []
  }

  private(set) var columns: [Column]

  init(parsing bytes: [UInt8]) throws {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    columns = try (lines.first ?? "").split(separator: "\t").map(Column.init)
    for line in lines.dropFirst() {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard cells.count == columns.count else { throw Malformed(text: String(line)) }
      for (index, cell) in cells.enumerated() { columns[index].cells.append(String(cell)) }
    }
  }

  var rowCount: Int { columns.first?.cells.count ?? 0 }

  func parquet(rowsPerGroup: Int, rowsPerPage: Int?) throws -> [SharedBytes] {
    let schema = try ParquetSchema(columns.map(\.schema))
    var settings = WritingSettings()
    settings.rowsPerPage = rowsPerPage ?? settings.rowsPerPage
    let encoder = RowGroupEncoder(schema: schema, settings: settings)
    var writer = ParquetWriter(schema: schema)
    var pieces: [SharedBytes] = []
    for start in stride(from: 0, to: rowCount, by: rowsPerGroup) {
      let rows = start..<min(start + rowsPerGroup, rowCount)
      try encoder.begin(rowCount: rows.count)
      for column in columns { try column.append(rows, to: encoder) }
      pieces += try writer.append(encoder.finish())
    }
    return try pieces + writer.finish(metadata: [("made by", "parquet-text"), ("empty", "")])
  }
}

extension TextTable.Column {
  init(_ heading: Substring) throws {
    let parts = heading.split(separator: ":").map(String.init)
    guard parts.count == 5, let type = Self.types[parts[1]],
      let compression = Self.compressions[parts[4]]
    else { throw TextTable.Malformed(text: String(heading)) }
    isConstant = parts[3] == "constant"
    schema = ColumnSchema(
      parts[0], type, isRequired: parts[2] == "required", encoding: Self.encodings[parts[3]],
      compression: compression)
  }

  private static let types: [String: ColumnType] = [
    "int32": .int32, "int64": .int64, "string": .string, "date": .date,
    "timestamp": .timestampMicros,
  ]
  private static let encodings: [String: ColumnEncoding] = [
    "plain": .plain, "dictionary": .dictionary, "delta": .delta,
  ]
  private static let compressions: [String: ColumnCompression] = [
    "uncompressed": .uncompressed, "snappy": .snappy, "gzip": .gzip(level: 6),
    "zstd": .zstd(level: 1), "zstd-entropy": .zstdEntropyOnly,
  ]

  fileprivate func append(_ rows: Range<Int>, to encoder: RowGroupEncoder) throws {
    let cells = cells[rows]
    if isConstant { return try encoder.append(repeating: constant(cells[rows.lowerBound])) }
    let presence = cells.map { $0 == "null" ? UInt8(0) : 1 }
    if presence.contains(0) {
      try append(cells, presence: presence.span, to: encoder)
    } else {
      try append(cells, presence: nil, to: encoder)
    }
  }

  private func append(
    _ cells: ArraySlice<String>, presence: Span<UInt8>?, to encoder: RowGroupEncoder
  ) throws {
    switch schema.type.physicalType {
    case .int32:
      let values = cells.map { Int32($0) ?? -1 }
      try encoder.append(int32: values.span, presence: presence)
    case .int64:
      let values = cells.map { Int64($0) ?? -1 }
      try encoder.append(int64: values.span, presence: presence)
    default:
      var bytes: [UInt8] = []
      var offsets: [UInt32] = [0]
      for cell in cells {
        bytes += cell == "null" ? [] : Self.bytes(hexadecimal: cell)
        offsets.append(UInt32(bytes.count))
      }
      try encoder.append(strings: bytes.span, offsets: offsets.span, presence: presence)
    }
  }

  private func constant(_ cell: String) -> ColumnValue? {
    if cell == "null" { return nil }
    return switch schema.type.physicalType {
    case .int32: .int32(Int32(cell) ?? -1)
    case .int64: .int64(Int64(cell) ?? -1)
    default: .bytes(Self.bytes(hexadecimal: cell))
    }
  }

  private static func bytes(hexadecimal text: String) -> [UInt8] {
    let digits = text.utf8.map { UInt8($0 < 58 ? $0 - 48 : $0 - 87) }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}

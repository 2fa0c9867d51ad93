import JSON
import Parquet

/// A summary of a Parquet file, one line per column over all row groups.
struct FileDescription {
  private let metadata: ParquetMetadata
  private let columns: [Column]

  private struct Column {
    let name: String
    let typeName: String
    let isRequired: Bool
    let encodings: [String]
    let codecs: [String]
    let nullCount: Int?
    let byteCount: Int
    let minimum: ColumnBound?
    let maximum: ColumnBound?
  }

  init(_ metadata: ParquetMetadata) {
    self.metadata = metadata
    columns = metadata.columns.enumerated().map { index, column in
      let chunks = metadata.rowGroups.map { $0.chunks[index] }
      let nulls = chunks.compactMap(\.nullCount)
      let bound = { (value: ColumnValue) in ColumnBound(value, column.logicalType) }
      return Column(
        name: column.name, typeName: Self.typeName(column, chunks),
        isRequired: column.isRequired,
        encodings: Set(chunks.flatMap(\.encodings).map { "\($0)" }).sorted(),
        codecs: Set(chunks.map { "\($0.codec)" }).sorted(),
        // The metadata is checked, so neither sum overflows.
        nullCount: nulls.count == chunks.count ? nulls.reduce(0, +) : nil,
        byteCount: chunks.reduce(0) { $0 + $1.byteRange.count },
        minimum: chunks.compactMap(\.minimum).compactMap(bound).min(),
        maximum: chunks.compactMap(\.maximum).compactMap(bound).max())
    }
  }

  private static func typeName(_ column: FileColumn, _ chunks: [ColumnChunkMetadata]) -> String {
    let isEncrypted = chunks.contains(where: \.isEncrypted)
    return isEncrypted ? "\(column.typeName), encrypted" : column.typeName
  }

  var text: String {
    var table = Table([
      ("column", .leading), ("type", .leading), ("nulls", .trailing), ("bytes", .trailing),
      ("codec", .leading), ("encodings", .leading), ("min", .leading), ("max", .leading),
    ])
    for column in columns {
      table.add([
        Self.short(column.name), Self.short(column.typeName) + (column.isRequired ? "" : "?"),
        column.nullCount.map { "\($0)" } ?? "", GroupedNumber.text(Int64(column.byteCount)),
        Self.short(column.codecs.joined(separator: " ")),
        Self.short(column.encodings.joined(separator: " ")),
        Self.short(column.minimum), Self.short(column.maximum),
      ])
    }
    let pairs = metadata.keyValues.map {
      Terminal.printable("  \(Self.short($0.key)) = \(Self.short($0.value ?? ""))") + "\n"
    }
    return """
      \(metadata.rowCount) rows in \(metadata.rowGroups.count) row group\(metadata.rowGroups.count == 1 ? "" : "s"), \
      written by \(Terminal.printable(Self.short(metadata.createdBy ?? "unknown")))
      \(table.text)\(pairs.isEmpty ? "" : "metadata")
      \(pairs.joined())
      """
  }

  var json: String {
    var json = JSONWriter()
    json.object {
      $0.member("rows", metadata.rowCount)
      $0.member("row_groups", metadata.rowGroups.count)
      $0.member("created_by", metadata.createdBy)
      $0.array("columns") { for column in columns { write(column, to: &$0) } }
      $0.object("metadata") {
        for pair in metadata.keyValues { $0.member(pair.key, pair.value) }
      }
    }
    return json.text
  }

  private func write(_ column: Column, to json: inout JSONWriter) {
    json.object {
      $0.member("name", column.name)
      $0.member("type", column.typeName)
      $0.member("required", column.isRequired)
      $0.array("codecs") { for codec in column.codecs { $0.value(codec) } }
      $0.array("encodings") { for encoding in column.encodings { $0.value(encoding) } }
      $0.member("nulls", column.nullCount)
      $0.member("bytes", column.byteCount)
      $0.member("minimum", column.minimum?.text)
      $0.member("maximum", column.maximum?.text)
    }
  }

  /// A long value, such as another writer's whole schema, would bury the rest, and the longest name
  /// sets the length of every line.
  private static func short(_ value: String) -> String {
    let length = GroupedNumber.text(Int64(value.utf8.count))
    return value.utf8.count > 100 ? "\(beginning(of: value, 64))… (\(length) bytes)" : value
  }

  private static func short(_ bound: ColumnBound?) -> String {
    guard let text = bound?.text else { return "" }
    let cut = beginning(of: text, 24)
    return cut.utf8.count < text.utf8.count ? beginning(of: text, 23) + "…" : text
  }

  /// The max characters; one may have any number of marks, of which few are kept.
  private static func beginning(of text: String, _ count: Int) -> String {
    let scalars = String.UnicodeScalarView(text.unicodeScalars.prefix(4 * count))
    return String(String(scalars).prefix(count))
  }
}

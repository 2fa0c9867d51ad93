#if Server
  import JSON
  import Parquet
  import Rankings

  /// What a Parquet file says of itself, a line a column over all its row groups.
  struct FileDescription {
    private let metadata: ParquetMetadata
    private let columns: [Column]

    private struct Column {
      let name: String
      let type: ColumnType?
      let typeName: String
      let isRequired: Bool
      let encodings: [String]
      let codecs: [String]
      let nullCount: Int?
      let byteCount: Int
      let minimum: ColumnValue?
      let maximum: ColumnValue?
    }

    init(_ metadata: ParquetMetadata) {
      self.metadata = metadata
      columns = metadata.columns.enumerated().map { index, column in
        let chunks = metadata.rowGroups.map { $0.chunks[index] }
        let nulls = chunks.compactMap(\.nullCount)
        return Column(
          name: column.name, type: column.type,
          typeName: column.type?.description ?? column.annotation,
          isRequired: column.isRequired,
          encodings: Set(chunks.flatMap(\.encodings).map { "\($0)" }).sorted(),
          codecs: Set(chunks.map { "\($0.codec)" }).sorted(),
          nullCount: nulls.count == chunks.count ? nulls.reduce(0, +) : nil,
          byteCount: chunks.reduce(0) { $0 + $1.byteRange.count },
          minimum: chunks.compactMap(\.minimum).min(), maximum: chunks.compactMap(\.maximum).max())
      }
    }

    var text: String {
      var table = Table([
        ("column", .leading), ("type", .leading), ("nulls", .trailing), ("bytes", .trailing),
        ("codec", .leading), ("encodings", .leading), ("least", .leading), ("greatest", .leading),
      ])
      for column in columns {
        table.add([
          column.name, column.typeName + (column.isRequired ? "" : "?"),
          column.nullCount.map { "\($0)" } ?? "", GroupedNumber.text(Int64(column.byteCount)),
          column.codecs.joined(separator: " "), column.encodings.joined(separator: " "),
          short(column.minimum, of: column), short(column.maximum, of: column),
        ])
      }
      let pairs = metadata.keyValues.map { "  \($0.key) = \(Self.short($0.value ?? ""))\n" }
      return """
        \(metadata.rowCount) rows in \(metadata.rowGroups.count) row group\(metadata.rowGroups.count == 1 ? "" : "s"), \
        written by \(metadata.createdBy ?? "unknown")
        \(table.text)\(Terminal.printable(pairs.isEmpty ? "" : "metadata"))
        \(pairs.map { Terminal.printable(String($0.dropLast())) + "\n" }.joined())
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
        $0.member("minimum", column.minimum.map { text($0, of: column) })
        $0.member("maximum", column.maximum.map { text($0, of: column) })
      }
    }

    private func text(_ value: ColumnValue, of column: Column) -> String {
      switch (value, column.type) {
      case (.int32(let days), .date): SnapshotDate(daysSinceEpoch: days)?.description ?? "\(days)"
      case (.int64(let micros), .timestamp(.micros)):
        Instant(millisecondsSinceEpoch: micros / 1000)?.description ?? "\(micros)"
      case (.boolean(let flag), _): "\(flag)"
      case (.int32(let number), _): "\(number)"
      case (.int64(let number), _): "\(number)"
      case (.float(let number), _): "\(number)"
      case (.double(let number), _): "\(number)"
      case (.bytes(let bytes), _): String(decoding: bytes, as: UTF8.self)
      }
    }

    /// A value such as another writer's whole schema would bury the rest.
    private static func short(_ value: String) -> String {
      let length = GroupedNumber.text(Int64(value.utf8.count))
      return value.utf8.count > 100 ? "\(value.prefix(64))… (\(length) bytes)" : value
    }

    private func short(_ value: ColumnValue?, of column: Column) -> String {
      guard let text = value.map({ text($0, of: column) }) else { return "" }
      return text.count > 24 ? text.prefix(23) + "…" : text
    }
  }
#endif

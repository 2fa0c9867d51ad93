extension ParquetMetadata {
  /// A range of the file and its owner.
  private struct Part {
    let range: Range<Int>
    let rowGroup: Int
    let column: Int
  }

  /// Checks that no bytes are named twice: what is read, and the memory it takes, is then in
  /// proportion to the file, however many row groups its footer has.
  static func checkRanges(
    of rowGroups: [RowGroupMetadata], _ columns: [FileColumn]
  ) throws(ParquetError) {
    var chunks: [Part] = []
    var indexes: [Part] = []
    for (rowGroup, metadata) in rowGroups.enumerated() {
      for (column, chunk) in metadata.chunks.enumerated() {
        chunks.append(Part(range: chunk.byteRange, rowGroup: rowGroup, column: column))
        for range in [chunk.columnIndexRange, chunk.offsetIndexRange] {
          if let range {
            indexes.append(Part(range: range, rowGroup: rowGroup, column: column))
          }
        }
      }
    }
    for parts in [chunks, indexes] { try checkDisjoint(parts, columns) }
  }

  private static func checkDisjoint(
    _ parts: [Part], _ columns: [FileColumn]
  ) throws(ParquetError) {
    let sorted = parts.lazy.filter { !$0.range.isEmpty }
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
    for (part, next) in zip(sorted, sorted.dropFirst())
    where next.range.lowerBound < part.range.upperBound {
      throw ParquetError(
        .malformed, expected: "bytes of its own",
        found: """
          bytes \(next.range) where column \(columns[part.column].name) of row group \
          \(part.rowGroup) has \(part.range)
          """,
        at: .init(column: columns[next.column].name, rowGroup: next.rowGroup))
    }
  }
}

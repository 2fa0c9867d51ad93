import Bytes

extension ParquetFile {
  /// A requested column of a row group.
  struct Place {
    let column: FileColumn
    let chunk: ColumnChunkMetadata
    let rowGroup: Int
    let rowCount: Int

    /// - Throws: `ParquetError` with the code `misuse` if there is no such column or row group.
    init(_ columnIndex: Int, _ rowGroup: Int, in metadata: ParquetMetadata) throws(ParquetError) {
      guard metadata.columns.indices.contains(columnIndex),
        metadata.rowGroups.indices.contains(rowGroup)
      else {
        throw ParquetError(
          .misuse, expected: "\(metadata.columns.count) columns in row groups",
          found: "column \(columnIndex)", at: .init(rowGroup: rowGroup))
      }
      column = metadata.columns[columnIndex]
      chunk = metadata.rowGroups[rowGroup].chunks[columnIndex]
      self.rowGroup = rowGroup
      rowCount = metadata.rowGroups[rowGroup].rowCount
      guard !chunk.isEncrypted else {
        throw ParquetError(
          .unsupported, expected: "a column that can be read without a key",
          found: "an encrypted column", at: .init(column: column.name, rowGroup: rowGroup))
      }
      guard chunk.valueCount == rowCount || column.type == nil else {
        throw ParquetError(
          .malformed, expected: "\(rowCount) values", found: "\(chunk.valueCount)",
          at: .init(column: column.name, rowGroup: rowGroup))
      }
    }

    /// The bytes before the first data page.
    var dictionaryRange: Range<Int>? {
      chunk.hasDictionary ? chunk.byteRange.lowerBound..<chunk.dataPageOffset : nil
    }

    func check(_ rows: [Int]) throws(ParquetError) {
      guard rows.first ?? 0 >= 0, rows.last ?? 0 < max(rowCount, 1),
        zip(rows, rows.dropFirst()).allSatisfy({ $0 <= $1 })
      else {
        throw ParquetError(
          .misuse, expected: "rows of 0..<\(rowCount) in ascending order", found: "others")
      }
    }

    func decode(_ runs: [PageRun], limits: ReadingLimits) throws(ParquetError) -> ColumnValues {
      try ColumnChunkDecoder.decode(runs, of: column, codec: chunk.codec, limits: limits)
    }

    /// The pages of the chunk by its indexes.
    func pages(
      offsetIndex: SharedBytes, at range: Range<Int>,
      columnIndex: (bytes: SharedBytes, range: Range<Int>)? = nil
    ) throws(ParquetError) -> [PageSummary] {
      try locatingErrors { () throws(ParquetError) in
        let locations = try OffsetIndex(decoding: offsetIndex, at: range.lowerBound)
        let bounds = try columnIndex.map { index throws(ParquetError) in
          try ColumnIndex(decoding: index.bytes, at: index.range.lowerBound)
        }
        return try PageSummary.pages(
          locations, bounds, of: chunk, type: column.physicalType, rowCount: rowCount)
      }
    }

    /// Adds the column and the row group to errors about the file.
    func locatingErrors<Result>(
      _ body: () throws(ParquetError) -> Result
    ) throws(ParquetError) -> Result {
      do throws(ParquetError) {
        return try body()
      } catch {
        throw error.located(column: column.name, rowGroup: rowGroup)
      }
    }
  }
}

extension ParquetFile {
  /// One column of one row group that was asked for.
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
      guard chunk.valueCount == rowCount || column.type == nil else {
        throw ParquetError(
          .malformed, expected: "\(rowCount) values", found: "\(chunk.valueCount)",
          at: .init(column: column.name, rowGroup: rowGroup))
      }
    }

    /// What stands before the first data page.
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

    /// Adds the column and the row group to errors about what the file says.
    func locatingErrors<Result>(
      isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
    ) async throws -> Result {
      do {
        return try await body()
      } catch let error as ParquetError {
        throw error.located(column: column.name, rowGroup: rowGroup)
      }
    }
  }
}

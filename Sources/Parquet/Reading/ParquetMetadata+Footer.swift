extension ParquetMetadata {
  /// Checks a footer against the file it came from.
  /// - Parameter fileByteCount: Nothing may stand beyond it.
  init(
    _ footer: FileMetaData, fileByteCount: Int, limits: ReadingLimits
  ) throws(ParquetError) {
    let columns = try SchemaTree.leaves(of: footer.schema)
    var rowGroups: [RowGroupMetadata] = []
    for (number, rowGroup) in footer.rowGroups.enumerated() {
      do throws(ParquetError) {
        rowGroups.append(
          try RowGroupMetadata(
            rowGroup, columns: columns, hasOrders: footer.hasTypeDefinedOrders,
            fileByteCount: fileByteCount, limits: limits))
      } catch {
        throw error.located(rowGroup: number)
      }
    }
    rowCount = rowGroups.reduce(0) { $0 + $1.rowCount }
    guard Int64(rowCount) == footer.rowCount else {
      throw ParquetError(
        .malformed, expected: "\(footer.rowCount) rows", found: "\(rowCount) in row groups")
    }
    self.columns = columns
    self.rowGroups = rowGroups
    keyValues = footer.keyValues.map { ($0.key, $0.value) }
    createdBy = footer.createdBy
  }
}

extension RowGroupMetadata {
  fileprivate init(
    _ rowGroup: RowGroup, columns: [FileColumn], hasOrders: Bool, fileByteCount: Int,
    limits: ReadingLimits
  ) throws(ParquetError) {
    guard let rowCount = Int(exactly: rowGroup.rowCount), rowCount >= 0,
      rowGroup.chunks.count == columns.count
    else {
      throw ParquetError(
        .malformed, expected: "rows of \(columns.count) columns",
        found: "\(rowGroup.rowCount) rows of \(rowGroup.chunks.count) columns")
    }
    guard rowCount <= limits.rowsPerRowGroup else {
      throw ParquetError(
        .limit, expected: "at most \(limits.rowsPerRowGroup) rows in a row group",
        found: "\(rowCount)")
    }
    var chunks: [ColumnChunkMetadata] = []
    for (column, chunk) in zip(columns, rowGroup.chunks) {
      do throws(ParquetError) {
        chunks.append(
          try ColumnChunkMetadata(chunk, hasOrders: hasOrders, fileByteCount: fileByteCount))
      } catch {
        throw error.located(column: column.name)
      }
    }
    self.rowCount = rowCount
    self.chunks = chunks
  }
}

extension ColumnChunkMetadata {
  fileprivate init(
    _ chunk: ColumnChunk, hasOrders: Bool, fileByteCount: Int
  ) throws(ParquetError) {
    guard chunk.filePath == nil, let metaData = chunk.metaData else {
      throw ParquetError(
        .unsupported, expected: "chunks within the file, not encrypted", found: "others")
    }
    // Old writers leave 0 where there is no dictionary.
    let dictionaryOffset = metaData.dictionaryPageOffset.flatMap {
      $0 > 0 && $0 < metaData.dataPageOffset ? $0 : nil
    }
    guard
      let byteRange = Range(
        offset: dictionaryOffset ?? metaData.dataPageOffset,
        byteCount: metaData.compressedByteCount, within: fileByteCount),
      metaData.dataPageOffset <= Int64(byteRange.upperBound),
      let uncompressedByteCount = Int(exactly: metaData.uncompressedByteCount),
      let valueCount = Int(exactly: metaData.valueCount), valueCount >= 0
    else {
      throw ParquetError(
        .malformed, expected: "a chunk within a file of \(fileByteCount) bytes",
        found: "\(metaData.compressedByteCount) bytes at \(metaData.dataPageOffset)")
    }
    self.byteRange = byteRange
    self.uncompressedByteCount = uncompressedByteCount
    self.valueCount = valueCount
    codec = metaData.codec
    encodings = metaData.encodings
    hasDictionary = dictionaryOffset != nil
    dataPageOffset = Int(metaData.dataPageOffset)

    let statistics = metaData.statistics
    nullCount = statistics?.nullCount.flatMap { Int(exactly: $0) }
    let bound = { (bytes: [UInt8]?) -> ColumnValue? in
      guard hasOrders, let bytes else { return nil }
      return ColumnValue(plainBytes: bytes, of: metaData.type)
    }
    minimum = bound(statistics?.minimum)
    maximum = bound(statistics?.maximum)
    hasExactBounds =
      statistics?.isMinimumExact != false && statistics?.isMaximumExact != false
    columnIndexRange = Range(
      offset: chunk.columnIndexOffset, byteCount: chunk.columnIndexByteCount.map(Int64.init),
      within: fileByteCount)
    offsetIndexRange = Range(
      offset: chunk.offsetIndexOffset, byteCount: chunk.offsetIndexByteCount.map(Int64.init),
      within: fileByteCount)
  }
}

extension Range<Int> {
  /// Nil if one of the numbers is missing or the range leaves the file.
  fileprivate init?(offset: Int64?, byteCount: Int64?, within fileByteCount: Int) {
    guard let offset, let byteCount, offset >= 0, byteCount >= 0 else { return nil }
    let (end, overflows) = offset.addingReportingOverflow(byteCount)
    guard !overflows, end <= Int64(fileByteCount) else { return nil }
    self = Int(offset)..<Int(end)
  }
}

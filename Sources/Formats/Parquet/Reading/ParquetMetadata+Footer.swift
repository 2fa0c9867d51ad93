extension ParquetMetadata {
  /// Checks a footer against its file.
  /// - Parameter fileByteCount: the size of the file, which no range may exceed.
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
    try Self.checkRanges(of: rowGroups, columns)
    // No sum of these overflows: a row group has at most 2^24 rows, a file 2^17 of them.
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
          try ColumnChunkMetadata(
            chunk, of: column.physicalType, hasOrders: hasOrders, fileByteCount: fileByteCount))
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
    _ chunk: ColumnChunk, of physicalType: PhysicalType, hasOrders: Bool, fileByteCount: Int
  ) throws(ParquetError) {
    guard let metaData = chunk.metaData else {
      throw ParquetError(
        chunk.isEncrypted ? .unsupported : .malformed, expected: "metadata of a chunk",
        found: chunk.isEncrypted ? "an encrypted column" : "none")
    }
    if let filePath = chunk.filePath {
      throw ParquetError(
        .unsupported, expected: "a chunk within the file", found: "one in \(filePath)")
    }
    guard metaData.type == physicalType else {
      throw ParquetError(
        .malformed, expected: "a chunk of \(physicalType)", found: "\(metaData.type)")
    }
    // Old writers write 0 if there is no dictionary, and pyarrow if there is no data page.
    let hasNoDataPage = metaData.dataPageOffset == 0
    let dictionaryOffset = metaData.dictionaryPageOffset.flatMap {
      $0 > 0 && ($0 < metaData.dataPageOffset || hasNoDataPage) ? $0 : nil
    }
    guard
      let byteRange = Range(
        offset: dictionaryOffset ?? metaData.dataPageOffset,
        byteCount: metaData.compressedByteCount, within: fileByteCount),
      metaData.dataPageOffset <= Int64(byteRange.upperBound),
      metaData.uncompressedByteCount >= 0
    else {
      throw ParquetError(
        .malformed, expected: "a chunk within a file of \(fileByteCount) bytes",
        found: "\(metaData.compressedByteCount) bytes at \(metaData.dataPageOffset)")
    }
    self.byteRange = byteRange
    isEncrypted = chunk.isEncrypted
    valueCount = try Self.count(metaData.valueCount, of: "values", upTo: Self.maxValueCount)
    codec = metaData.codec
    encodings = metaData.encodings
    hasDictionary = dictionaryOffset != nil
    dataPageOffset = hasNoDataPage ? byteRange.upperBound : Int(metaData.dataPageOffset)

    let statistics = metaData.statistics
    let maxNullCount = valueCount
    nullCount = try statistics?.nullCount.map { count throws(ParquetError) in
      try Self.count(count, of: "nulls", upTo: maxNullCount)
    }
    let bound = { (bytes: [UInt8]?) -> ColumnValue? in
      guard hasOrders, let bytes else { return nil }
      return ColumnValue(plainBytes: bytes, of: physicalType)
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

extension ColumnChunkMetadata {
  /// For a nested column, which may have any number of values per row; small enough that the sum
  /// over all chunks fits.
  private static let maxValueCount = 1 << 40

  private static func count(
    _ count: Int64, of things: String, upTo limit: Int
  ) throws(ParquetError) -> Int {
    guard let number = Int(exactly: count), (0...limit).contains(number) else {
      throw ParquetError(.malformed, expected: "0 to \(limit) \(things)", found: "\(count)")
    }
    return number
  }
}

extension Range<Int> {
  /// `nil` if one of the numbers is missing or the range exceeds the file.
  fileprivate init?(offset: Int64?, byteCount: Int64?, within fileByteCount: Int) {
    guard let offset, let byteCount, offset >= 0, byteCount >= 0 else { return nil }
    let (end, overflows) = offset.addingReportingOverflow(byteCount)
    guard !overflows, end <= Int64(fileByteCount) else { return nil }
    self = Int(offset)..<Int(end)
  }
}

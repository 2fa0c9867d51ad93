package import Bytes

/// What the page indexes of a column chunk say about one data page.
package struct PageSummary: Sendable, Equatable {
  /// Relative to the row group.
  package let rows: Range<Int>
  /// The position of the page in the file, with its header.
  package let byteRange: Range<Int>
  /// A lower bound of the values; `nil` if unknown, or for a page of nulls.
  package let minimum: ColumnValue?
  /// An upper bound of the values; `nil` if unknown, or for a page of nulls.
  package let maximum: ColumnValue?
  package let nullCount: Int?
  /// Whether all rows are null.
  package let isNull: Bool
}

extension ColumnChunkMetadata {
  /// The data pages of a chunk of a file in memory; `nil` if it has no offset index.
  package func pages(
    in file: SharedBytes, of column: FileColumn, rowCount: Int
  ) throws(ParquetError) -> [PageSummary]? {
    guard let offsetIndexRange else { return nil }
    let offsetIndex = try OffsetIndex(
      decoding: file[offsetIndexRange], at: offsetIndexRange.lowerBound)
    let columnIndex = try columnIndexRange.map { range throws(ParquetError) in
      try ColumnIndex(decoding: file[range], at: range.lowerBound)
    }
    return try PageSummary.pages(
      offsetIndex, columnIndex, of: self, type: column.physicalType, rowCount: rowCount)
  }
}

extension PageSummary {
  /// Checks the indexes of a chunk against its metadata.
  /// - Parameter columnIndex: optional in the format; without it there are no bounds.
  static func pages(
    _ offsetIndex: OffsetIndex, _ columnIndex: ColumnIndex?, of chunk: ColumnChunkMetadata,
    type: PhysicalType, rowCount: Int
  ) throws(ParquetError) -> [PageSummary] {
    let locations = offsetIndex.locations
    let pageCount = locations.count
    guard pageCount > 0 || rowCount == 0 else {
      throw ParquetError(.malformed, expected: "pages of \(rowCount) rows", found: "no page")
    }
    if let columnIndex {
      let counts = [
        columnIndex.nullPages.count, columnIndex.minimums.count, columnIndex.maximums.count,
        columnIndex.nullCounts?.count ?? pageCount,
      ]
      guard counts.allSatisfy({ $0 == pageCount }) else {
        throw ParquetError(
          .malformed, expected: "a column index of \(pageCount) pages", found: "\(counts)")
      }
    }
    var pages: [PageSummary] = []
    var free = chunk.byteRange
    for (number, location) in locations.enumerated() {
      let end = number + 1 < pageCount ? locations[number + 1].firstRow : Int64(rowCount)
      let isNull = columnIndex?.nullPages[number] ?? false
      let bound = { (bounds: [[UInt8]]?) -> ColumnValue? in
        guard let bounds, !isNull else { return nil }
        return ColumnValue(plainBytes: bounds[number], of: type)
      }
      let rows = try location.rows(upTo: end, isFirst: number == 0, rowCount: rowCount)
      // Pages are in the order of their rows, so that no bytes are read as two of them.
      let byteRange = try location.byteRange(within: free)
      free = byteRange.upperBound..<free.upperBound
      pages.append(
        PageSummary(
          rows: rows, byteRange: byteRange,
          minimum: bound(columnIndex?.minimums), maximum: bound(columnIndex?.maximums),
          nullCount: try columnIndex?.nullCounts.map { counts throws(ParquetError) in
            // A nested column has any number of values per row.
            let limit = chunk.valueCount == rowCount ? rows.count : chunk.valueCount
            return try Self.nullCount(counts[number], page: number, upTo: limit)
          },
          isNull: isNull))
    }
    return pages
  }

  private static func nullCount(
    _ count: Int64, page: Int, upTo limit: Int
  ) throws(ParquetError) -> Int {
    guard let nullCount = Int(exactly: count), (0...limit).contains(nullCount) else {
      throw ParquetError(
        .malformed, expected: "0 to \(limit) nulls", found: "\(count)", at: .init(page: page))
    }
    return nullCount
  }
}

extension PageLocation {
  fileprivate func rows(
    upTo end: Int64, isFirst: Bool, rowCount: Int
  ) throws(ParquetError) -> Range<Int> {
    guard firstRow >= 0, firstRow <= end, end <= Int64(rowCount), !isFirst || firstRow == 0 else {
      throw ParquetError(
        .malformed, expected: "pages of \(rowCount) rows in order",
        found: "a page of rows \(firstRow) up to \(end)")
    }
    return Int(firstRow)..<Int(end)
  }

  fileprivate func byteRange(within chunk: Range<Int>) throws(ParquetError) -> Range<Int> {
    guard offset >= Int64(chunk.lowerBound), byteCount >= 0, offset <= Int64(chunk.upperBound),
      Int(offset) + Int(byteCount) <= chunk.upperBound
    else {
      throw ParquetError(
        .malformed, expected: "a page within bytes \(chunk)",
        found: "\(byteCount) bytes at \(offset)")
    }
    return Int(offset)..<(Int(offset) + Int(byteCount))
  }
}

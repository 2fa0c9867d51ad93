import Parquet

extension TopSearch {
  /// A page of the metric's column and its bounds.
  struct Page: Equatable {
    let rowGroup: Int
    let firstRowOfGroup: Int
    /// Relative to the row group.
    let rows: Range<Int>
    let valueCount: Int
    /// A lower bound of the values; `Int64.min` if unknown.
    let minimum: Int64
    /// An upper bound of the values; `Int64.max` if unknown.
    let maximum: Int64

    /// A value that at least `count` values of the pages reach; `Int64.min` if there are fewer.
    static func reachedValue(_ count: Int, in pages: [Page]) -> Int64 {
      var reached = 0
      for page in pages.sorted(by: { $0.minimum > $1.minimum }) {
        reached += page.valueCount
        if reached >= count { return page.minimum }
      }
      return .min
    }
  }

  /// All pages with any value.
  func metricPages() async throws -> [Page] {
    let groups = file.parquet.metadata.rowGroups
    let summaries = try await file.read {
      try await file.parquet.pages(ofColumn: metricColumn, rowGroups: groups.indices)
    }
    var pages: [Page] = []
    var firstRow = 0
    for (number, group) in groups.enumerated() {
      if let summaries = summaries[number] {
        for summary in summaries where !summary.isNull {
          pages.append(Page(summary, rowGroup: number, firstRow: firstRow))
        }
      } else {
        let chunk = group.chunks[metricColumn]
        pages.append(Page(chunk, rowGroup: number, firstRow: firstRow, rowCount: group.rowCount))
      }
      firstRow += group.rowCount
    }
    return pages
  }
}

extension TopSearch.Page {
  fileprivate init(_ summary: PageSummary, rowGroup: Int, firstRow: Int) {
    self.init(
      rowGroup: rowGroup, firstRowOfGroup: firstRow, rows: summary.rows,
      // Without a count of nulls, only one value is certain.
      valueCount: summary.nullCount.map { max(0, summary.rows.count - $0) } ?? 1,
      minimum: summary.minimum?.integer ?? .min, maximum: summary.maximum?.integer ?? .max)
  }

  /// A whole row group as one page, for files without page indexes.
  fileprivate init(
    _ chunk: ColumnChunkMetadata, rowGroup: Int, firstRow: Int, rowCount: Int
  ) {
    self.init(
      rowGroup: rowGroup, firstRowOfGroup: firstRow, rows: 0..<rowCount,
      valueCount: chunk.nullCount.map { max(0, rowCount - $0) } ?? 0,
      minimum: chunk.minimum?.integer ?? .min, maximum: chunk.maximum?.integer ?? .max)
  }
}

extension ColumnValue {
  fileprivate var integer: Int64? {
    if case .int64(let number) = self { number } else { nil }
  }
}

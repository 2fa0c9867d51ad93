import Parquet

extension TopSearch {
  /// A page of the metric's column and what is known of its values without reading it.
  struct Page: Equatable {
    let rowGroup: Int
    let firstRowOfGroup: Int
    /// Within the row group.
    let rows: Range<Int>
    let valueCount: Int
    /// No value is less; `Int64.min` where nothing is known.
    let minimum: Int64
    /// No value is greater; `Int64.max` where nothing is known.
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

  /// All pages that hold any value.
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
      // Where the nulls are not counted, no more than one value is certain.
      valueCount: summary.nullCount.map { max(0, summary.rows.count - $0) } ?? 1,
      minimum: summary.minimum?.integer ?? .min, maximum: summary.maximum?.integer ?? .max)
  }

  /// A whole row group as one page, where the file has no page indexes.
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

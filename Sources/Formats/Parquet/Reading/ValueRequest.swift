/// A request for values of one column in one row group.
package struct ValueRequest: Sendable, Hashable {
  package let column: Int
  package let rowGroup: Int
  /// Relative to the row group, in ascending order; `nil` for all.
  package let rows: [Int]?

  package init(column: Int, rowGroup: Int, rows: [Int]? = nil) {
    self.column = column
    self.rowGroup = rowGroup
    self.rows = rows
  }
}

extension ValueRequest {
  /// The bytes of a file that contain the requested values.
  struct Plan {
    let place: ParquetFile.Place
    /// Runs of whole pages, in order; nothing is read if there are none.
    private(set) var runs: [PageSelection.Run] = []
    /// The indexes of the rows among those of the runs; `nil` if the runs contain exactly these
    /// rows.
    private let positions: [Int]?

    /// - Parameter pages: `nil` if the file does not locate them.
    init(_ request: ValueRequest, _ place: ParquetFile.Place, pages: [PageSummary]?) {
      self.place = place
      guard let rows = request.rows, let pages else {
        runs = [.init(byteRange: place.chunk.byteRange, rowCount: place.rowCount)]
        positions = request.rows
        return
      }
      let selection = PageSelection(rows, in: pages)
      if let dictionary = place.dictionaryRange, !selection.isEmpty {
        runs.append(.init(byteRange: dictionary, rowCount: 0))
      }
      runs += selection.runs
      positions = selection.positions
    }

    /// - Parameter byteLimit: the memory left for this read; the size of these values is
    ///   subtracted.
    func decode(
      _ pieces: [PageRun], limits: ReadingLimits, byteLimit: inout Int
    ) throws(ParquetError) -> ColumnValues {
      var limits = limits
      limits.expandedByteCount = min(limits.expandedByteCount, byteLimit)
      let values = try place.decode(pieces, limits: limits)
      byteLimit -= min(byteLimit, values.byteArrayByteCount)
      return positions.map { values.rows($0) } ?? values
    }
  }
}

/// The pages of a chunk that contain given rows.
struct PageSelection {
  /// Consecutive pages that are read at once.
  struct Run: Equatable {
    var byteRange: Range<Int>
    var rowCount: Int
  }

  private(set) var runs: [Run] = []
  /// The index of each row among the rows of the selected pages.
  private(set) var positions: [Int] = []

  var isEmpty: Bool { positions.isEmpty }

  /// - Parameters:
  ///   - rows: in ascending order, each in one of the pages.
  ///   - pages: in the order of their rows.
  init(_ rows: [Int], in pages: [PageSummary]) {
    var remaining = rows[...]
    var selectedRowCount = 0
    for page in pages {
      let end = remaining.firstIndex { $0 >= page.rows.upperBound } ?? remaining.endIndex
      guard end > remaining.startIndex else { continue }
      for row in remaining[..<end] {
        positions.append(selectedRowCount + row - page.rows.lowerBound)
      }
      remaining = remaining[end...]
      selectedRowCount += page.rows.count
      select(page)
    }
  }

  private mutating func select(_ page: PageSummary) {
    if let last = runs.indices.last, runs[last].byteRange.upperBound == page.byteRange.lowerBound {
      runs[last].byteRange = runs[last].byteRange.lowerBound..<page.byteRange.upperBound
      runs[last].rowCount += page.rows.count
    } else {
      runs.append(Run(byteRange: page.byteRange, rowCount: page.rows.count))
    }
  }
}

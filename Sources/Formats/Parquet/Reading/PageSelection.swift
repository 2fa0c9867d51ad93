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

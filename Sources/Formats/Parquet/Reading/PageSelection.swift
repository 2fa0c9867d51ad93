/// The pages of a chunk that hold some rows.
struct PageSelection {
  /// Pages that stand one behind another and are read at once.
  struct Run: Equatable {
    var byteRange: Range<Int>
    var rowCount: Int
  }

  private(set) var runs: [Run] = []
  /// Where each of the rows stands among the rows of the selected pages.
  private(set) var positions: [Int] = []

  var isEmpty: Bool { positions.isEmpty }

  /// - Parameters:
  ///   - rows: In ascending order, all of them in one of the pages.
  ///   - pages: In the order of their rows.
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

package import Datasets

/// Problems in the order they were met: all of them counted, the first ones listed.
package struct RowIssueList: Sendable, Equatable {
  /// How many problems are listed at the most.
  package let limit: Int
  package private(set) var listed: [RowIssue] = []
  /// All problems, listed or not.
  package private(set) var count = 0
  /// The cells of a column that could not be read.
  package private(set) var countByColumn: [PlayerColumn: Int] = [:]

  package init(limit: Int) {
    self.limit = limit
  }

  package var isEmpty: Bool { count == 0 }

  /// Counts a problem, and lists it where there is room; `problem` is only made in that case.
  package mutating func add(
    in column: PlayerColumn? = nil, _ problem: @autoclosure () -> RowIssue
  ) {
    count += 1
    if let column { countByColumn[column, default: 0] += 1 }
    if listed.count < limit { listed.append(problem()) }
  }

  /// Adds the problems of rows further down.
  package mutating func append(_ later: RowIssueList) {
    count += later.count
    countByColumn.merge(later.countByColumn, uniquingKeysWith: +)
    listed += later.listed.prefix(limit - listed.count)
  }

  mutating func removeAll() { self = RowIssueList(limit: limit) }
}

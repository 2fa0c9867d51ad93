package import Datasets

/// The accepted rows of a part of an upload, column by column. A batch is reused: its memory is
/// kept between reads.
package struct SnapshotBatch: Sendable {
  package private(set) var rowCount = 0
  /// The players' ids, 1...9,999,999,999, unique in a file.
  package private(set) var ids: [Int64] = []
  /// The number of each row, as in `RowIssue.row`.
  package private(set) var rowNumbers: [Int] = []
  /// The issues of these rows' cells.
  package private(set) var problems = RowIssueList(limit: 0)
  /// By `PlayerColumn.rawValue`; only the upload's columns have rows.
  private var numbers = [NumberColumn](
    repeating: NumberColumn(), count: PlayerColumn.allCases.count)
  private var texts = [TextColumn](repeating: TextColumn(), count: PlayerColumn.allCases.count)
  private var columns: Set<PlayerColumn> = []
  private var sorter = IDSorter()

  package init() {}

  /// A column of whole numbers other than the id.
  /// - Returns: `nil` if the upload has no such column, or it contains no numbers.
  package func numbers(_ column: PlayerColumn) -> NumberColumn? {
    columns.contains(column) && PlayerColumn.counters.contains(column)
      ? numbers[column.rawValue] : nil
  }

  /// The name or the alliance. A name is never missing; it may be empty.
  /// - Returns: `nil` if the upload has no such column, or it contains no text.
  package func texts(_ column: PlayerColumn) -> TextColumn? {
    columns.contains(column) && column.isText ? texts[column.rawValue] : nil
  }

  // MARK: Filling

  mutating func begin(columns: Set<PlayerColumn>, rowCount: Int, listing limit: Int) {
    self.columns = columns
    self.rowCount = rowCount
    ids.removeAll(keepingCapacity: true)
    rowNumbers.removeAll(keepingCapacity: true)
    ids.reserveCapacity(rowCount)
    rowNumbers.reserveCapacity(rowCount)
    problems = RowIssueList(limit: limit)
    for column in columns {
      if column.isText {
        texts[column.rawValue].removeAll(reservingRows: rowCount)
      } else {
        numbers[column.rawValue].reset(rowCount: rowCount)
      }
    }
  }

  /// Ends the filling of a batch, which may have fewer rows than announced.
  mutating func finish() {
    rowCount = ids.count
    for column in columns where !column.isText { numbers[column.rawValue].cut(to: rowCount) }
  }

  mutating func sortedIDs() -> SortedIDs { SortedIDs(ids, by: &sorter) }

  /// Appends rows of the file, except those without an id.
  /// - Parameter firstNumber: the number of the first one.
  mutating func append(rowsWithIDs fileIDs: ArraySlice<Int64>, firstNumber: Int) {
    guard fileIDs.contains(0) else {
      ids += fileIDs
      rowNumbers += firstNumber..<(firstNumber + fileIDs.count)
      return
    }
    for (offset, id) in fileIDs.enumerated() where id != 0 {
      ids.append(id)
      rowNumbers.append(firstNumber + offset)
    }
  }

  /// Lists an unreadable cell; `row` is the row in this batch.
  mutating func note(
    _ code: RowIssue.Code, in column: MatchedColumn, row: Int, found: @autoclosure () -> String
  ) {
    problems.add(
      in: column.column,
      RowIssue(code, row: rowNumbers[row], column: column.header, found: found()))
  }

  mutating func withNumbers(_ column: PlayerColumn, _ fill: (inout NumberColumn) -> Void) {
    fill(&numbers[column.rawValue])
  }

  mutating func withTexts(_ column: PlayerColumn, _ fill: (inout TextColumn) -> Void) {
    fill(&texts[column.rawValue])
  }
}

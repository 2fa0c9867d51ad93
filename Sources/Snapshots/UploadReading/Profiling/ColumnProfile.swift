internal import Datasets

/// The profile of one candidate column.
struct ColumnProfile {
  let candidate: CandidateColumn
  /// Cells with a value of the column's kind.
  private(set) var filledCells = 0
  private(set) var signs: WrittenNumber.Signs = []

  init(_ candidate: CandidateColumn) {
    self.candidate = candidate
  }

  var column: PlayerColumn { candidate.meaning.column }

  /// Looks at the cells of some rows.
  mutating func examine(_ cells: UnsafeBufferPointer<Cell>, _ text: inout CellText) {
    if column.isText {
      filledCells += cells.count { $0.length > 0 }
      return
    }
    var numbers = 0
    for cell in cells where cell.length > 0 {
      if cell.isVerbatim && DigitRun.matches(cell.range, in: text.text) {
        numbers &+= 1
      } else if isNumber(cell, &text) {
        numbers &+= 1
      }
    }
    // An id such as 123456.0 reveals what a point means, but `note` tells which ids count.
    if column != .id { filledCells += numbers }
  }

  /// Examines the cells of a column of numbers that were already read.
  /// - Parameter others: those that are not only digits.
  mutating func examine(
    _ cells: UnsafeBufferPointer<Cell>, exceptDigits others: [Int], _ text: inout CellText
  ) {
    var numbers = cells.count - others.count
    for row in others where cells[row].length > 0 && isNumber(cells[row], &text) { numbers += 1 }
    filledCells += numbers
  }

  /// Merges the profile of later rows.
  mutating func append(_ later: ColumnProfile) {
    filledCells += later.filledCells
    signs.formUnion(later.signs)
  }

  /// Counts usable ids.
  mutating func note(usableIDs count: Int) {
    filledCells += count
  }

  /// Whether a cell that is not only digits is a number; its form is recorded as evidence.
  @inline(never)
  private mutating func isNumber(_ cell: Cell, _ text: inout CellText) -> Bool {
    let written = text.withBytes(of: cell) { WrittenNumber($0.trimmingBlanks()) }
    guard let written, !written.isNegative, cell.form != .misfit else { return false }
    if cell.form != .number { signs.formUnion(written.signs) }
    return true
  }
}

/// Searches columns that are not read for proof of what `.` and `,` mean, in a pass of its own,
/// only if the columns that are read leave it open.
enum LocaleProfile {
  /// The findings of one column.
  private struct Column {
    var signs: WrittenNumber.Signs = []
    var numbers = 0
    var texts = 0
  }

  /// The signs in all columns of the source with more numbers than other texts.
  /// - Parameter columnCount: the number of the source's columns.
  static func signs(
    in source: inout some RowSource, columnCount: Int, _ text: UnsafeRawBufferPointer
  ) throws(Rejection) -> WrittenNumber.Signs {
    var columns = [Column](repeating: Column(), count: columnCount)
    var grid = CellGrid(columnCount: columnCount)
    var cellText = CellText(in: text)
    repeat {
      try source.fill(&grid, rows: CellGrid.rowCapacity)
      for column in columns.indices {
        for cell in grid.column(column) where cell.length > 0 && cell.form != .number {
          let written = cellText.withBytes(of: cell) { WrittenNumber($0.trimmingBlanks()) }
          columns[column].signs.formUnion(written?.signs ?? [])
          if written == nil { columns[column].texts += 1 } else { columns[column].numbers += 1 }
        }
      }
    } while grid.rowCount > 0
    return columns.filter { $0.numbers > $0.texts }
      .reduce(into: []) { $0.formUnion($1.signs) }
  }
}

internal import Datasets

/// What is learnt of one candidate column on the way through a file.
struct ColumnProfile {
  let candidate: CandidateColumn
  /// Cells that hold what the column is about.
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
    // An id such as 123456.0 tells what a point means, but which ids count is told by `note`.
    if column != .id { filledCells += numbers }
  }

  /// Looks at the cells of a column of numbers that were read already.
  /// - Parameter others: those that are not simply digits.
  mutating func examine(
    _ cells: UnsafeBufferPointer<Cell>, exceptDigits others: [Int], _ text: inout CellText
  ) {
    var numbers = cells.count - others.count
    for row in others where cells[row].length > 0 && isNumber(cells[row], &text) { numbers += 1 }
    filledCells += numbers
  }

  /// Takes in what was learnt of the column in rows further down.
  mutating func append(_ later: ColumnProfile) {
    filledCells += later.filledCells
    signs.formUnion(later.signs)
  }

  /// Counts ids that were found usable.
  mutating func note(usableIDs count: Int) {
    filledCells += count
  }

  /// Whether a cell that is not simply digits is a number; how it is written is kept as evidence.
  @inline(never)
  private mutating func isNumber(_ cell: Cell, _ text: inout CellText) -> Bool {
    let written = text.withBytes(of: cell) { WrittenNumber($0.trimmingBlanks()) }
    guard let written, !written.isNegative, cell.form != .misfit else { return false }
    if cell.form != .number { signs.formUnion(written.signs) }
    return true
  }
}

/// Looks for proof of what `.` and `,` mean in columns that are not read otherwise.
///
/// A way through the file of its own, taken only where the columns that are read leave it open.
enum LocaleProfile {
  /// What is learnt of one column.
  private struct Column {
    var signs: WrittenNumber.Signs = []
    var numbers = 0
    var texts = 0
  }

  /// The signs in all columns of the source that hold more numbers than other texts.
  /// - Parameter columnCount: the columns that the source fills.
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

internal import Rankings

/// What is learnt of one candidate column on the way through a file.
struct ColumnSurvey {
  let candidate: CandidateColumn
  /// Cells that hold what the column is about.
  private(set) var filledCells = 0
  private(set) var signs: WrittenNumber.Signs = []

  init(_ candidate: CandidateColumn) {
    self.candidate = candidate
  }

  var column: PlayerColumn { candidate.meaning.column }

  /// Looks at the cells of some rows; those of an id column are told by `note`.
  mutating func examine(_ cells: UnsafeBufferPointer<Cell>, _ text: inout CellText) {
    if column.isText {
      filledCells += cells.count { $0.length > 0 }
      return
    }
    if column == .id { return }
    var digitRuns = 0
    for cell in cells where cell.length > 0 {
      if cell.isVerbatim && DigitRun.matches(cell.range, in: text.text) {
        digitRuns &+= 1
      } else {
        examineWriting(of: cell, &text)
      }
    }
    filledCells += digitRuns
  }

  /// Counts ids that were found usable.
  mutating func note(usableIDs count: Int) {
    filledCells += count
  }

  /// Looks at a cell that is not simply digits.
  @inline(never)
  private mutating func examineWriting(of cell: Cell, _ text: inout CellText) {
    let written = text.withBytes(of: cell) { WrittenNumber($0.trimmingBlanks()) }
    guard let written, !written.isNegative, cell.form != .misfit else { return }
    filledCells += 1
    if cell.form != .number { signs.formUnion(written.signs) }
  }
}

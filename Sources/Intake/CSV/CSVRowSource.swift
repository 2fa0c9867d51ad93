/// The rows of a CSV text below its header.
struct CSVRowSource: RowSource {
  private var scanner: CSVCellScanner
  /// The grid's column of each column of the file, -1 for those that are not read.
  private let gridColumns: [Int]
  private let limits: IntakeLimits

  init(
    _ text: UnsafeRawBufferPointer, delimiter: UInt8, from start: Int, gridColumns: [Int],
    limits: IntakeLimits
  ) {
    scanner = CSVCellScanner(text, delimiter: delimiter, from: start)
    self.gridColumns = gridColumns
    self.limits = limits
  }

  var position: Int { scanner.position }

  mutating func fill(_ grid: inout CellGrid, rows count: Int) throws(Refusal) {
    grid.removeAllRows()
    while grid.rowCount < count, scanner.position < scanner.text.count {
      try readRow(into: &grid)
    }
  }

  @inline(__always)
  private mutating func readRow(into grid: inout CellGrid) throws(Refusal) {
    let start = scanner.position
    grid.beginRow(at: start)
    var column = 0
    var ending: CSVCellScanner.Ending
    repeat {
      let gridColumns = gridColumns
      scanner.takePlainCells(upTo: gridColumns.count - column, ofUpTo: limits.cellBytes) { cell in
        Self.place(cell, column, of: gridColumns, in: &grid)
        column &+= 1
      }
      var cell = Cell.missing
      ending = scanner.next(&cell)
      try check(cell, ending, row: grid.rowCount)
      if column < gridColumns.count {
        Self.place(cell, column, of: gridColumns, in: &grid)
      } else {
        try noteExtraCell(cell, number: column, in: &grid)
      }
      column &+= 1
    } while ending == .delimiter
    while column < gridColumns.count {
      Self.place(.missing, column, of: gridColumns, in: &grid)
      column &+= 1
    }
    if scanner.position - start > limits.rowBytes {
      throw .limit("bytes in a row", limits.rowBytes, row: grid.rowCount)
    }
    grid.endRow(at: scanner.position)
  }

  /// Puts a cell of the file's `column` into the grid if that column is read.
  @inline(__always)
  private static func place(
    _ cell: Cell, _ column: Int, of gridColumns: [Int], in grid: inout CellGrid
  ) {
    let gridColumn = gridColumns[column]
    if gridColumn >= 0 { grid.set(cell, column: gridColumn) }
  }

  @inline(__always)
  private func check(
    _ cell: Cell, _ ending: CSVCellScanner.Ending, row: Int
  ) throws(Refusal) {
    if ending == .unclosedQuote { throw unclosedQuote(cell, row: row) }
    if cell.length > limits.cellBytes {
      throw .limit("bytes in a cell", limits.cellBytes, row: row)
    }
  }

  /// Marks a row that has a cell beyond the last column, unless the cell is blank.
  @inline(never)
  private func noteExtraCell(
    _ cell: Cell, number: Int, in grid: inout CellGrid
  ) throws(Refusal) {
    if number >= limits.columns {
      throw .limit("cells in a row", limits.columns, row: grid.rowCount)
    }
    let text = UnsafeRawBufferPointer(rebasing: scanner.text[cell.range])
    if text.trimmingBlanks().isEmpty { return }
    if grid.irregularities.last?.row != grid.rowCount { grid.markRow(.tooManyCells, cell) }
  }
}

extension CSVRowSource {
  private func unclosedQuote(_ cell: Cell, row: Int) -> Refusal {
    Refusal(
      .unclosedQuote,
      at: Refusal.Place(row: row, line: LineNumber.of(cell.start, in: scanner.text)),
      found: Excerpt.text(scanner.text, from: cell.start), expected: "a closing quote")
  }
}

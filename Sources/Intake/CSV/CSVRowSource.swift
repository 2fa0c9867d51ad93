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
    // A copy in a local variable stays in registers through the loops.
    var scanner = scanner
    defer { self.scanner = scanner }
    while grid.rowCount < count, scanner.position < scanner.text.count {
      try readRow(&scanner, into: &grid)
    }
  }

  @inline(__always)
  private func readRow(
    _ scanner: inout CSVCellScanner, into grid: inout CellGrid
  ) throws(Refusal) {
    let start = scanner.position
    grid.beginRow(at: start)
    var column = 0
    var cell = Cell.missing
    var ending: CSVCellScanner.Ending
    repeat {
      let cellStart = scanner.position
      ending = scanner.next(&cell)
      if cell.length > limits.cellBytes {
        throw .limit("bytes in a cell", limits.cellBytes, row: grid.rowCount)
      }
      if ending == .unclosedQuote { throw unclosedQuote(at: cellStart, row: grid.rowCount) }
      if column < gridColumns.count {
        let gridColumn = gridColumns[column]
        if gridColumn >= 0 { grid.set(cell, column: gridColumn) }
      } else {
        try noteExtraCell(cell, number: column, in: &grid)
      }
      column &+= 1
    } while ending == .delimiter
    let end = scanner.position
    if end - start > limits.rowBytes {
      throw .limit("bytes in a row", limits.rowBytes, row: grid.rowCount)
    }
    grid.endRow(at: end)
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
  private func unclosedQuote(at position: Int, row: Int) -> Refusal {
    Refusal(
      .unclosedQuote,
      at: Refusal.Place(row: row, line: LineNumber.of(position, in: scanner.text)),
      found: Excerpt.text(scanner.text, from: position), expected: "a closing quote")
  }
}

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
    var cell = Cell.missing
    while true {
      let ending: CSVCellScanner.Ending
      do throws(UnclosedQuote) {
        ending = try scanner.next(&cell)
      } catch {
        throw Self.refusal(error, row: grid.rowCount, in: scanner.text)
      }
      if cell.length > limits.cellBytes {
        throw .limit("bytes in a cell", limits.cellBytes, row: grid.rowCount)
      }
      if column < gridColumns.count {
        let gridColumn = gridColumns[column]
        if gridColumn >= 0 { grid.set(cell, column: gridColumn) }
      } else {
        try noteExtraCell(cell, number: column, in: &grid)
      }
      column &+= 1
      if ending != .delimiter { break }
    }
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
  private static func refusal(
    _ quote: UnclosedQuote, row: Int, in text: UnsafeRawBufferPointer
  ) -> Refusal {
    Refusal(
      .unclosedQuote,
      at: Refusal.Place(row: row, line: LineNumber.of(quote.position, in: text)),
      found: Excerpt.text(text, from: quote.position),
      expected: "a closing quote")
  }
}

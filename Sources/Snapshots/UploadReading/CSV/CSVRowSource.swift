/// The rows of a CSV text below its header.
struct CSVRowSource: RowSource {
  private var scanner: CSVCellScanner
  private let columns: GridColumns
  let candidates: [CandidateColumn]
  private let limits: UploadLimits

  /// The header tells all columns.
  let hasMetUnknownColumns = false

  /// - Parameters:
  ///   - gridColumns: the grid's column of each column of the file, -1 for those not read.
  ///   - candidates: the columns of the grid, on the first way through the rows.
  init(
    _ text: UnsafeRawBufferPointer, delimiter: UInt8, from start: Int, gridColumns: [Int],
    candidates: [CandidateColumn] = [], limits: UploadLimits
  ) {
    scanner = CSVCellScanner(text, delimiter: delimiter, from: start)
    columns = GridColumns(gridColumns)
    self.candidates = candidates
    self.limits = limits
  }

  var position: Int { scanner.position }

  func isBlank(_ row: Range<Int>) -> Bool {
    var rest = UnsafeRawBufferPointer(rebasing: scanner.text[row]).trimmingBlanks()
    while let first = rest.first, first == scanner.delimiter || first == UInt8(ascii: "\"") {
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst()).trimmingBlanks()
    }
    return rest.isEmpty
  }

  mutating func fill(_ grid: inout CellGrid, rows count: Int) throws(Rejection) {
    grid.removeAllRows()
    while grid.rowCount < count, scanner.position < scanner.text.count {
      try readRow(into: &grid)
    }
  }

  @inline(__always)
  private mutating func readRow(into grid: inout CellGrid) throws(Rejection) {
    let start = scanner.position
    grid.beginRow(at: start)
    let columns = columns
    var column = 0
    var ending: CSVCellScanner.Ending
    repeat {
      scanner.takePlainCells(upTo: columns.count - column, ofUpTo: limits.cellBytes) { cell in
        columns.place(cell, of: column, in: &grid)
        column &+= 1
      }
      var cell = Cell.missing
      ending = scanner.next(&cell)
      try check(cell, ending, row: grid.rowCount)
      if column < columns.count {
        columns.place(cell, of: column, in: &grid)
      } else {
        try noteExtraCell(cell, number: column, in: &grid)
      }
      column &+= 1
    } while ending == .delimiter
    while column < columns.count {
      columns.place(.missing, of: column, in: &grid)
      column &+= 1
    }
    if scanner.position - start > limits.rowBytes {
      throw .limit("bytes in a row", limits.rowBytes, row: grid.rowCount)
    }
    grid.endRow(at: scanner.position)
  }

  @inline(__always)
  private func check(
    _ cell: Cell, _ ending: CSVCellScanner.Ending, row: Int
  ) throws(Rejection) {
    if ending == .unclosedQuote { throw unclosedQuote(cell, row: row) }
    if cell.length > limits.cellBytes {
      throw .limit("bytes in a cell", limits.cellBytes, row: row)
    }
  }

  /// Marks a row that has a non-blank cell beyond the last column.
  @inline(never)
  private func noteExtraCell(
    _ cell: Cell, number: Int, in grid: inout CellGrid
  ) throws(Rejection) {
    if number >= limits.columns {
      throw .limit("cells in a row", limits.columns, row: grid.rowCount)
    }
    let text = UnsafeRawBufferPointer(rebasing: scanner.text[cell.range])
    if text.trimmingBlanks().isEmpty { return }
    if grid.irregularities.last?.row != grid.rowCount { grid.markRow(.tooManyCells, cell) }
  }
}

extension CSVRowSource {
  private func unclosedQuote(_ cell: Cell, row: Int) -> Rejection {
    Rejection(
      .unclosedQuote,
      at: Rejection.Place(row: row, line: LineNumber.of(cell.start, in: scanner.text)),
      found: Excerpt.text(scanner.text, from: cell.start), expected: "a closing quote")
  }
}

/// Maps columns of the file to columns of the grid.
private struct GridColumns {
  private let columns: [Int]

  init(_ columns: [Int]) {
    self.columns = columns
  }

  var count: Int { columns.count }

  /// Sets a cell of the current row, if its column is read.
  @inline(__always)
  func place(_ cell: Cell, of column: Int, in grid: inout CellGrid) {
    if columns[column] >= 0 { grid.set(cell, column: columns[column]) }
  }
}

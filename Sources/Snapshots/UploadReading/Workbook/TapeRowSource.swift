/// The rows of a worksheet below its header, from a `CellTape`.
struct TapeRowSource: RowSource {
  private let tape: UnsafeRawBufferPointer
  private(set) var position: Int
  private let gridColumns: [Int]
  let candidates: [CandidateColumn]

  /// The header tells all columns.
  let hasMetUnknownColumns = false

  /// - Parameters:
  ///   - tape: as `CellTape` wrote it, to the end of the table.
  ///   - gridColumns: the grid's column of each column under the header, -1 for those that are not
  ///     read.
  ///   - candidates: the columns of the grid, on the first way through the rows.
  init(
    _ tape: UnsafeRawBufferPointer, from start: Int, gridColumns: [Int],
    candidates: [CandidateColumn] = []
  ) {
    self.tape = tape
    position = start
    self.gridColumns = gridColumns
    self.candidates = candidates
  }

  func isBlank(_ row: Range<Int>) -> Bool {
    var cells = TapeRowSource(tape, from: row.lowerBound, gridColumns: [])
    while let (_, cell) = cells.nextCell() {
      let text = UnsafeRawBufferPointer(rebasing: tape[cell.range])
      if !text.trimmingBlanks().isEmpty { return false }
    }
    return !cells.hasUnwrittenCells
  }

  mutating func fill(_ grid: inout CellGrid, rows count: Int) {
    grid.removeAllRows()
    while grid.rowCount < count, position < tape.count {
      grid.beginRow(at: position)
      grid.clearRow()
      while let (column, cell) = nextCell() {
        if column >= gridColumns.count {
          grid.markRow(.tooManyCells, cell)
        } else if gridColumns[column] >= 0 {
          grid.set(cell, column: gridColumns[column])
        }
      }
      grid.endRow(at: position)
    }
  }

  /// Whether the last row had cells that are not on the tape.
  private var hasUnwrittenCells: Bool {
    let end = tape.loadUnaligned(fromByteOffset: position - 4, as: UInt32.self)
    return CellTapeHead(bits: UInt32(littleEndian: end)).column != 0
  }

  /// The next cell of the row; `nil` at its end.
  @inline(__always)
  private mutating func nextCell() -> (column: Int, cell: Cell)? {
    let head = CellTapeHead(bits: next())
    switch head.kind {
    case .rowEnd: return nil
    case .sharedText:
      let start = Int(next())
      return (head.column, Cell(.plain, from: start, to: start &+ Int(next())))
    case .text, .number:
      let isLong = head.length == CellTapeHead.maxLength
      let length = isLong ? Int(next()) : head.length
      let start = position
      position &+= length
      let form = head.kind == .number ? Cell.Form.number : .plain
      return (head.column, Cell(form, from: start, to: position))
    }
  }

  @inline(__always)
  private mutating func next() -> UInt32 {
    defer { position &+= 4 }
    return UInt32(littleEndian: tape.loadUnaligned(fromByteOffset: position, as: UInt32.self))
  }
}

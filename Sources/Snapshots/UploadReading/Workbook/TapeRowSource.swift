/// The rows of a worksheet below its header, from a `CellTape`.
struct TapeRowSource: RowSource {
  private let tape: UnsafeRawBufferPointer
  private(set) var position: Int
  private let gridColumns: [Int]

  /// - Parameters:
  ///   - tape: as `CellTape` wrote it, to the end of the table.
  ///   - gridColumns: the grid's column of each column under the header, -1 for those that are not
  ///     read.
  init(_ tape: UnsafeRawBufferPointer, from start: Int, gridColumns: [Int]) {
    self.tape = tape
    position = start
    self.gridColumns = gridColumns
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

  /// Whether the row that ended last had cells that are not on the tape.
  var hasUnwrittenCells: Bool {
    let end = tape.loadUnaligned(fromByteOffset: position - 4, as: UInt32.self)
    return CellTapeHead(bits: UInt32(littleEndian: end)).column != 0
  }

  /// The next cell of the row, or nil at its end.
  @inline(__always)
  mutating func nextCell() -> (column: Int, cell: Cell)? {
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

/// The rows of a worksheet on the first way through them.
struct TapeProfile: ProfiledRowSource {
  let candidates: [CandidateColumn]
  private var rows: TapeRowSource
  private let tape: UnsafeRawBufferPointer

  init(_ tape: UnsafeRawBufferPointer, from start: Int, _ header: HeaderRow) {
    candidates = header.candidates
    self.tape = tape
    rows = TapeRowSource(tape, from: start, gridColumns: header.indices { $0 != nil })
  }

  var position: Int { rows.position }

  mutating func fill(_ grid: inout CellGrid, rows count: Int) {
    rows.fill(&grid, rows: count)
  }

  func isBlank(_ row: Range<Int>) -> Bool {
    var cells = TapeRowSource(tape, from: row.lowerBound, gridColumns: [])
    while let (_, cell) = cells.nextCell() {
      let text = UnsafeRawBufferPointer(rebasing: tape[cell.range])
      if !text.trimmingBlanks().isEmpty { return false }
    }
    return !cells.hasUnwrittenCells
  }
}

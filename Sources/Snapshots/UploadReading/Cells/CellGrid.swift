/// Delivers the rows of an upload's text, some at a time.
protocol RowSource {
  /// Where the next row begins in the text.
  var position: Int { get }

  /// The columns of the grid on the first way through the rows; more may be met on the way.
  var candidates: [CandidateColumn] { get }

  /// Whether a row had a column that the layout does not know.
  var hasMetUnknownColumns: Bool { get }

  /// Whether there is nothing in a row.
  func isBlank(_ row: Range<Int>) -> Bool

  /// Replaces the grid's rows with the next ones: none at the end of the table, at most `count`.
  mutating func fill(_ grid: inout CellGrid, rows count: Int) throws(Rejection)
}

extension Rejection {
  /// A row source counts rows from the grid's first one; whoever fills the grid corrects that.
  static func limit(_ what: String, _ value: Int, row: Int) -> Rejection {
    Rejection(
      .limitExceeded, at: Place(row: row), found: "more than \(value) \(what)",
      expected: "at most \(value) \(what)")
  }
}

/// The cells of a run of rows, one column after the other, as a row source delivers them.
///
/// Only the columns that may be read have a place in it. CSV and JSON fill the same grid, so
/// everything that is decided about cells is decided in one place.
struct CellGrid: ~Copyable {
  /// A row that is not shaped as the others.
  struct Irregularity {
    let row: Int
    let code: RowIssue.Code
    /// What stands there.
    let cell: Cell
  }

  /// Small enough for the cells of a dozen columns to stay in the processor's cache.
  static let rowCapacity = 512
  /// From a column's cells to the next one's: not a power of two, which would put all cells of a
  /// row into the same few lines of the cache.
  private static let stride = rowCapacity + 8

  private(set) var columnCount: Int
  private(set) var rowCount = 0
  private(set) var irregularities: [Irregularity] = []
  private var cells: UnsafeMutableBufferPointer<Cell>
  private let rowStarts: UnsafeMutableBufferPointer<Int>

  init(columnCount: Int) {
    self.columnCount = columnCount
    cells = .allocate(capacity: columnCount * Self.stride)
    cells.initialize(repeating: .missing)
    rowStarts = .allocate(capacity: Self.rowCapacity + 1)
    rowStarts.initialize(repeating: 0)
  }

  deinit {
    cells.deallocate()
    rowStarts.deallocate()
  }

  // MARK: Reading

  /// The cells of a column, one a row.
  @inline(__always)
  func column(_ column: Int) -> UnsafeBufferPointer<Cell> {
    precondition(column < columnCount)
    return UnsafeBufferPointer(rebasing: cells[(column * Self.stride)...].prefix(rowCount))
  }

  /// The bytes of the text that a row takes up, with its line end.
  func extent(ofRow row: Int) -> Range<Int> {
    precondition(row < rowCount)
    return rowStarts[row]..<rowStarts[row + 1]
  }

  // MARK: Filling

  mutating func removeAllRows() {
    rowCount = 0
    irregularities.removeAll(keepingCapacity: true)
  }

  /// Makes room for one more column, whose cells are missing in all rows so far.
  mutating func addColumn() {
    let grown = UnsafeMutableBufferPointer<Cell>.allocate(
      capacity: (columnCount + 1) * Self.stride)
    let rest = grown[grown.moveInitialize(fromContentsOf: cells)...]
    UnsafeMutableBufferPointer(rebasing: rest).initialize(repeating: .missing)
    cells.deallocate()
    cells = grown
    columnCount += 1
  }

  /// Opens a row at a position of the text; each of its cells has yet to be set.
  /// - Precondition: fewer than `rowCapacity` rows are in the grid.
  @inline(__always)
  mutating func beginRow(at start: Int) {
    precondition(rowCount < Self.rowCapacity)
    rowStarts[rowCount] = start
  }

  /// Makes all cells of the row that was begun last missing.
  mutating func clearRow() {
    for column in 0..<columnCount { set(.missing, column: column) }
  }

  /// Sets a cell of the row that was begun last.
  @inline(__always)
  mutating func set(_ cell: Cell, column: Int) {
    cells[column &* Self.stride &+ rowCount] = cell
  }

  /// Closes the row that was begun last.
  @inline(__always)
  mutating func endRow(at end: Int) {
    rowCount &+= 1
    rowStarts[rowCount] = end
  }

  /// Marks the row that was begun last.
  mutating func markRow(_ code: RowIssue.Code, _ cell: Cell) {
    irregularities.append(Irregularity(row: rowCount, code: code, cell: cell))
  }

  /// Drops rows; those that are kept move up.
  /// - Parameter isKept: a flag for each row.
  mutating func keepRows(_ isKept: [Bool]) {
    precondition(isKept.count == rowCount)
    var kept = 0
    for row in 0..<rowCount where isKept[row] {
      for column in 0..<columnCount {
        cells[column * Self.stride + kept] = cells[column * Self.stride + row]
      }
      rowStarts[kept] = rowStarts[row]
      kept += 1
    }
    rowCount = kept
  }
}

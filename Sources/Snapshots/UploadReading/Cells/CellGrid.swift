/// Delivers the rows of an upload in portions.
protocol RowSource {
  /// The position of the next row in the text.
  var position: Int { get }

  /// The columns of the grid on the first way through the rows; more may be met on the way.
  var candidates: [CandidateColumn] { get }

  /// Whether a row had a column that the layout does not know.
  var hasMetUnknownColumns: Bool { get }

  /// Whether a row is empty.
  func isBlank(_ row: Range<Int>) -> Bool

  /// Replaces the grid's rows with the next ones: none at the end of the table, at most `count`.
  mutating func fill(_ grid: inout CellGrid, rows count: Int) throws(Rejection)
}

extension Rejection {
  /// A row source counts rows from the grid's first one; the caller adds the offset.
  static func limit(_ what: String, _ value: Int, row: Int) -> Rejection {
    Rejection(
      .limitExceeded, at: Place(row: row), found: "more than \(value) \(what)",
      expected: "at most \(value) \(what)")
  }
}

/// The cells of some rows, column by column, as a row source delivers them.
///
/// Only columns that may be read are in it. All formats fill the same grid, so that one code path
/// interprets cells.
struct CellGrid: ~Copyable {
  /// A row with an unexpected shape.
  struct Irregularity {
    let row: Int
    let code: RowIssue.Code
    /// What was found.
    let cell: Cell
  }

  /// Small enough for the cells of a dozen columns to stay in the processor's cache.
  static let rowCapacity = 512
  /// The distance between two columns: not a power of two, which would map all cells of a row to
  /// the same few cache lines.
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

  /// The cells of a column, one per row.
  @inline(__always)
  func column(_ column: Int) -> UnsafeBufferPointer<Cell> {
    precondition(column < columnCount)
    return UnsafeBufferPointer(rebasing: cells[(column * Self.stride)...].prefix(rowCount))
  }

  /// The bytes of a row, with its line end.
  func extent(ofRow row: Int) -> Range<Int> {
    precondition(row < rowCount)
    return rowStarts[row]..<rowStarts[row + 1]
  }

  // MARK: Filling

  mutating func removeAllRows() {
    rowCount = 0
    irregularities.removeAll(keepingCapacity: true)
  }

  /// Adds a column whose cells are missing in all rows so far.
  mutating func addColumn() {
    let grown = UnsafeMutableBufferPointer<Cell>.allocate(
      capacity: (columnCount + 1) * Self.stride)
    let rest = grown[grown.moveInitialize(fromContentsOf: cells)...]
    UnsafeMutableBufferPointer(rebasing: rest).initialize(repeating: .missing)
    cells.deallocate()
    cells = grown
    columnCount += 1
  }

  /// Begins a row at a position of the text; its cells are not set yet.
  /// - Precondition: there are fewer than `rowCapacity` rows.
  @inline(__always)
  mutating func beginRow(at start: Int) {
    precondition(rowCount < Self.rowCapacity)
    rowStarts[rowCount] = start
  }

  /// Makes all cells of the current row missing.
  mutating func clearRow() {
    for column in 0..<columnCount { set(.missing, column: column) }
  }

  /// Sets a cell of the current row.
  @inline(__always)
  mutating func set(_ cell: Cell, column: Int) {
    cells[column &* Self.stride &+ rowCount] = cell
  }

  /// Ends the current row.
  @inline(__always)
  mutating func endRow(at end: Int) {
    rowCount &+= 1
    rowStarts[rowCount] = end
  }

  /// Marks the current row.
  mutating func markRow(_ code: RowIssue.Code, _ cell: Cell) {
    irregularities.append(Irregularity(row: rowCount, code: code, cell: cell))
  }

  /// Drops rows; the kept ones move up.
  /// - Parameter isKept: a flag per row.
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

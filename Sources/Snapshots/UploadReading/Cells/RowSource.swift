/// Delivers the rows of an upload's text, some at a time.
protocol RowSource {
  /// Where the next row begins in the text.
  var position: Int { get }

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

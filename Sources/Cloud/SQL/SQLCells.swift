import Failures

/// Reads the cells of a row one after the other, each with its required type.
package struct SQLCells {
  private var rest: ArraySlice<String?>
  /// The expected row, in words.
  private let shape: String

  /// - Throws: `SQLError` if the number of cells differs.
  package init(_ row: SQLRow, count: Int, of shape: String) throws(SQLError) {
    rest = row[...]
    self.shape = shape
    guard row.count == count else { throw mismatch }
  }

  package mutating func text() throws(SQLError) -> String {
    guard let text = try optionalText() else { throw mismatch }
    return text
  }

  package mutating func integer() throws(SQLError) -> Int64 {
    guard let number = try optionalInteger() else { throw mismatch }
    return number
  }

  package mutating func optionalText() throws(SQLError) -> String? {
    guard let cell = rest.popFirst() else { throw mismatch }
    return cell
  }

  package mutating func optionalInteger() throws(SQLError) -> Int64? {
    guard let text = try optionalText() else { return nil }
    guard let number = Int64(text) else { throw mismatch }
    return number
  }

  private var mismatch: SQLError {
    SQLError(code: .unreachable, reason: "a row is not \(shape)")
  }
}

/// Whole numbers of a batch, one per row.
package struct NumberColumn: Sendable, Equatable {
  /// One number per row, 0...2^53; 0 if missing.
  package private(set) var values: [Int64] = []
  /// One byte per row: 1 if the row has a number, else 0.
  package private(set) var presence: [UInt8] = []
  /// The number of rows with a number.
  package private(set) var presentCount = 0

  package init() {}

  /// The number of a row; `nil` if missing.
  package subscript(row: Int) -> Int64? {
    presence[row] == 1 ? values[row] : nil
  }

  /// Makes room for `count` unwritten rows.
  mutating func reset(rowCount count: Int) {
    values.resize(to: count, filling: 0)
    presence.resize(to: count, filling: 0)
    presentCount = 0
  }

  /// Drops the rows from `count` on, none of which was written.
  mutating func cut(to count: Int) {
    values.resize(to: count, filling: 0)
    presence.resize(to: count, filling: 0)
  }

  /// Writes the cells that are only digits to their rows, from `first` on.
  /// - Returns: the others, counted from 0, whose rows stay missing until they are `set`.
  mutating func write(
    _ cells: UnsafeBufferPointer<Cell>, of text: UnsafeRawBufferPointer, from first: Int
  ) -> [Int] {
    precondition(first >= 0 && first + cells.count <= values.count)
    var others: [Int] = []
    values.withUnsafeMutableBufferPointer { values in
      presence.withUnsafeMutableBufferPointer { presence in
        for (row, cell) in cells.enumerated() {
          if cell.isVerbatim, let number = DigitRun.value(of: cell.range, in: text) {
            values[first &+ row] = number
            presence[first &+ row] = 1
          } else {
            values[first &+ row] = 0
            presence[first &+ row] = 0
            others.append(row)
          }
        }
      }
    }
    presentCount += cells.count - others.count
    return others
  }

  /// Sets the number of a missing row.
  mutating func set(_ number: Int64, row: Int) {
    values[row] = number
    presence[row] = 1
    presentCount += 1
  }
}

extension Array {
  /// Resizes the array to `count` elements, keeping elements and memory.
  mutating func resize(to count: Int, filling value: Element) {
    if self.count > count {
      removeLast(self.count - count)
    } else {
      append(contentsOf: repeatElement(value, count: count - self.count))
    }
  }
}

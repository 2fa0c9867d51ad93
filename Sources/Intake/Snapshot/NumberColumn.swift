/// Whole numbers of a batch of rows, one a row.
package struct NumberColumn: Sendable, Equatable {
  /// One number a row, 0...2^53; a row without a number has 0.
  package private(set) var values: [Int64] = []
  /// One byte a row: 1 where the row has a number, else 0.
  package private(set) var presence: [UInt8] = []
  /// How many rows have a number.
  package private(set) var presentCount = 0

  package init() {}

  /// The number of a row, or nil where it is missing.
  package subscript(row: Int) -> Int64? {
    presence[row] == 1 ? values[row] : nil
  }

  /// Makes all of `count` rows missing.
  mutating func reset(rowCount count: Int) {
    values.resize(to: count, filling: 0)
    presence.resize(to: count, filling: 0)
    presentCount = 0
  }

  /// Writes the rows from `first` on; `number` is asked for each of `count` rows once.
  @inline(__always)
  mutating func write(from first: Int, count: Int, _ number: (Int) -> Int64?) {
    precondition(first >= 0 && first + count <= values.count)
    let present = values.withUnsafeMutableBufferPointer { values in
      presence.withUnsafeMutableBufferPointer { presence in
        var present = 0
        for row in 0..<count {
          let number = number(row)
          values[first &+ row] = number ?? 0
          presence[first &+ row] = number == nil ? 0 : 1
          present &+= number == nil ? 0 : 1
        }
        return present
      }
    }
    presentCount += present
  }
}

extension Array {
  /// Gives the array `count` elements, keeping those it has and the memory they stand in.
  mutating func resize(to count: Int, filling value: Element) {
    if self.count > count {
      removeLast(self.count - count)
    } else {
      append(contentsOf: repeatElement(value, count: count - self.count))
    }
  }
}

import UploadReading

/// A column derived from others: one number per row, or none.
struct DerivedColumn {
  /// 0 if the number is missing.
  private(set) var values: [Int64] = []
  /// 1 if there is a number, 0 if it is missing.
  private(set) var presence: [UInt8] = []

  /// The max exact integer of JSON; larger numbers count as missing, as in an upload.
  private static let maximum: Int64 = 1 << 53

  /// Sets each row's number from a closure.
  @inline(__always)
  mutating func fill(rowCount: Int, _ number: (Int) -> Int64?) {
    values.removeAll(keepingCapacity: true)
    presence.removeAll(keepingCapacity: true)
    values.reserveCapacity(rowCount)
    presence.reserveCapacity(rowCount)
    for row in 0..<rowCount {
      let number = number(row).flatMap { $0 <= Self.maximum ? $0 : nil }
      values.append(number ?? 0)
      presence.append(number == nil ? 0 : 1)
    }
  }

  /// Adds up the columns in each row; a row without any value has none.
  /// - Parameter columns: a few, so that their sums cannot overflow.
  mutating func fill(rowCount: Int, withSumsOf columns: [NumberColumn]) {
    values.removeAll(keepingCapacity: true)
    presence.removeAll(keepingCapacity: true)
    values.append(contentsOf: repeatElement(0, count: rowCount))
    presence.append(contentsOf: repeatElement(0, count: rowCount))
    for column in columns {
      // Missing numbers are zeros.
      for row in 0..<rowCount { values[row] &+= column.values[row] }
      for row in 0..<rowCount { presence[row] |= column.presence[row] }
    }
    for row in 0..<rowCount where values[row] > Self.maximum {
      values[row] = 0
      presence[row] = 0
    }
  }
}

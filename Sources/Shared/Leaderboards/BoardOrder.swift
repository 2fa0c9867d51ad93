/// A whole column of values in the order of a board: which rows stand where, and the rank of any
/// value.
///
/// A missing value is negative and has no rank.
package struct BoardOrder: Sendable {
  private let rows: [Int32]

  /// - Parameter values: by row, one per id; negative if missing.
  package init(values: [Int64], ids: [Int64], in order: RankOrder = .descending) {
    rows = values.indices.lazy.filter { values[$0] >= 0 }
      .sorted { order.precedes(values[$0], ids[$0], values[$1], ids[$1]) }
      .map { Int32(clamping: $0) }
  }

  /// The number of ranked players.
  package var count: Int { rows.count }

  /// The rows of a page of the board.
  package func rows(from offset: Int, limit: Int) -> [Int] {
    rows.page(from: offset, limit: limit).map { Int($0) }
  }
}

/// The values of a board without their players, in which the rank of any value is found in
/// O(log n).
package struct BoardValues: Sendable {
  /// In the order of the board.
  private let values: [Int64]
  private let order: RankOrder

  /// - Parameter values: by row; negative if missing.
  package init(of values: [Int64], in order: RankOrder = .descending) {
    self.values = values.filter { $0 >= 0 }.sorted { order.isBetter($0, than: $1) }
    self.order = order
  }

  /// The number of ranked players.
  package var count: Int { values.count }

  /// One more than the number of better values.
  package func rank(of value: Int64) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if order.isBetter(values[middle], than: value) { low = middle + 1 } else { high = middle }
    }
    return low + 1
  }
}

extension RankOrder {
  /// The rank of the value of a row, and how many rows have a value, in one pass and without
  /// memory; `nil` where the row has none.
  /// - Parameter values: by row; negative where one is missing.
  package func rank(ofRow row: Int, in values: [Int64]) -> (rank: Int, of: Int)? {
    let value = values[row]
    guard value >= 0 else { return nil }
    var (better, ranked) = (0, 0)
    for other in values where other >= 0 {
      better += isBetter(other, than: value) ? 1 : 0
      ranked += 1
    }
    return (better + 1, ranked)
  }

  /// How many entries of a board come before that of a row; `nil` where the row has none.
  /// - Parameter values: by row, as many as there are ids; negative where one is missing.
  package func position(ofRow row: Int, values: [Int64], ids: [Int64]) -> Int? {
    guard values[row] >= 0 else { return nil }
    return values.indices.count {
      values[$0] >= 0 && precedes(values[$0], ids[$0], values[row], ids[row])
    }
  }

  /// Rows in the order of a board; rows without a value come last where the greatest comes first.
  package func sorted(_ rows: [Int], values: [Int64], ids: [Int64]) -> [Int] {
    rows.sorted { precedes(values[$0], ids[$0], values[$1], ids[$1]) }
  }
}

extension Array {
  /// A page of a list.
  /// - Parameters: 0 or more each.
  package func page(from offset: Int, limit: Int) -> ArraySlice<Element> {
    dropFirst(offset).prefix(limit)
  }
}

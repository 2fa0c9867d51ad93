/// Returns the rank of any value among those of a board.
package struct MetricRanking: Sendable {
  /// In descending order.
  private let values: [Int64]

  /// - Parameter values: by row; negative if missing.
  package init(of values: [Int64]) {
    self.values = values.filter { $0 >= 0 }.sorted(by: >)
  }

  /// The number of ranked players.
  package var count: Int { values.count }

  /// One more than the number of players with a larger value.
  package func rank(of value: Int64) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if values[middle] > value { low = middle + 1 } else { high = middle }
    }
    return low + 1
  }
}

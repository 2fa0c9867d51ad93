/// A player's value before ranking.
package struct RankedValue: Hashable, Sendable {
  package let value: Int64
  package let id: Int64
  /// The player's row in the snapshot, to fetch the rest of the row.
  package let row: Int

  package init(value: Int64, id: Int64, row: Int) {
    self.value = value
    self.id = id
    self.row = row
  }

  /// Whether this one is above the other on a board: the larger value, then the smaller id.
  @inline(__always)
  package func standsAbove(_ other: RankedValue) -> Bool {
    value != other.value ? value > other.value : id < other.id
  }
}

/// Standard competition ranking: equal values share a rank and leave a gap (1, 2, 2, 4).
package enum CompetitionRanking {
  /// The ranks of values in the order of a board.
  package static func ranks(of values: [Int64]) -> [Int] {
    var ranks: [Int] = []
    ranks.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      ranks.append(index > 0 && values[index - 1] == value ? ranks[index - 1] : index + 1)
    }
    return ranks
  }
}

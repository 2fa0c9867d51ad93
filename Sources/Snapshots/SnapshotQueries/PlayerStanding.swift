package import Datasets

/// A player in one snapshot: the values of the row, and the rank by every metric.
package struct PlayerStanding: Hashable, Sendable {
  /// A place on a board.
  package struct Rank: Hashable, Sendable {
    /// From 1; equal values share a rank.
    package let rank: Int
    /// The number of ranked players.
    package let of: Int

    package init(rank: Int, of: Int) {
      self.rank = rank
      self.of = of
    }
  }

  package let id: Int64
  package let name: String
  package let alliance: String?
  /// The known counters.
  package let values: [PlayerColumn: Int64]
  /// For metrics with a value.
  package let ranks: [Metric: Rank]

  package init(
    id: Int64, name: String, alliance: String?, values: [PlayerColumn: Int64],
    ranks: [Metric: Rank]
  ) {
    self.id = id
    self.name = name
    self.alliance = alliance
    self.values = values
    self.ranks = ranks
  }
}

package import Datasets
package import Leaderboards

/// A player in one snapshot: the values of the row, and the rank by every metric.
package struct PlayerStanding: Hashable, Sendable, PlayerHolder {
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

  package let player: Player
  /// The known counters.
  package let values: [PlayerColumn: Int64]
  /// For metrics with a value.
  package let ranks: [Metric: Rank]

  package init(
    player: Player, values: [PlayerColumn: Int64], ranks: [Metric: Rank]
  ) {
    self.player = player
    self.values = values
    self.ranks = ranks
  }
}

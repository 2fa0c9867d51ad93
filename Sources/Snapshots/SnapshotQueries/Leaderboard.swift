package import Datasets

/// The top players of a snapshot by one metric.
package struct Leaderboard: Hashable, Sendable {
  /// A player's place on a board.
  package struct Entry: Hashable, Sendable {
    /// From 1; equal values share a rank.
    package let rank: Int
    package let id: Int64
    package let name: String
    package let alliance: String?
    package let value: Int64

    package init(rank: Int, id: Int64, name: String, alliance: String?, value: Int64) {
      self.rank = rank
      self.id = id
      self.name = name
      self.alliance = alliance
      self.value = value
    }
  }

  package let snapshot: SnapshotID
  package let metric: Metric
  /// All players of the snapshot, including those without a value.
  package let totalPlayers: Int
  /// In the order of rank, then id.
  package let entries: [Entry]

  package init(snapshot: SnapshotID, metric: Metric, totalPlayers: Int, entries: [Entry]) {
    self.snapshot = snapshot
    self.metric = metric
    self.totalPlayers = totalPlayers
    self.entries = entries
  }
}

package import Datasets
package import Leaderboards

/// The top players of a snapshot by one metric.
package struct Leaderboard: Hashable, Sendable {
  /// A player's place on a board.
  package typealias Entry = Ranked<PlayerScore>

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

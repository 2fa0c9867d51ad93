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

extension Leaderboard {
  /// A page of the entries; the ranks stay those of the whole board.
  package func page(from offset: Int, limit: Int) -> Leaderboard {
    Leaderboard(
      snapshot: snapshot, metric: metric, totalPlayers: totalPlayers,
      entries: Array(entries.dropFirst(offset).prefix(limit)))
  }
}

extension Gains {
  /// A page of the entries; everything else concerns the whole.
  package func page(from offset: Int, limit: Int) -> Gains {
    Gains(
      comparedPlayers: comparedPlayers, entries: Array(entries.dropFirst(offset).prefix(limit)),
      arrived: arrived, departed: departed, withoutValue: withoutValue)
  }
}

/// How a page of a board is found.
enum PageDepth {
  /// Up to this depth a page is a part of the board from its top, which is cheap to find and worth
  /// caching: the first page of a thousand, plus one.
  static let maxShallow = 1_024

  static func isShallow(from offset: Int, limit: Int) -> Bool {
    let (end, overflows) = offset.addingReportingOverflow(limit)
    return !overflows && end <= maxShallow
  }
}

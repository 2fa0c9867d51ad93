package import Rankings

/// Answers questions about snapshots; every engine gives the same answers.
package protocol QueryEngine: Sendable {
  /// What a snapshot says of itself.
  /// - Throws: `QueryError`, `ObjectStoreError`.
  func summary(of snapshot: SnapshotID) async throws -> SnapshotSummary

  /// The best players of a snapshot by a metric, by standard competition ranking.
  ///
  /// Players without a value are not ranked. Entries of one rank stand in the order of their ids.
  /// - Parameter limit: how many at the most, 0 or more.
  /// - Throws: `QueryError`, `ObjectStoreError`.
  func top(_ metric: Metric, of snapshot: SnapshotID, limit: Int) async throws -> Leaderboard
}

/// Why a question about a snapshot has no answer.
package struct QueryError: Error, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    /// The lake has no such snapshot.
    case noSnapshot = "no_snapshot"
    /// The snapshot's file is there, but it is not what this product writes.
    case unreadableSnapshot = "unreadable_snapshot"
  }

  package let code: Code
  package let snapshot: SnapshotID
  /// What was found instead.
  package let reason: String

  package init(code: Code, snapshot: SnapshotID, reason: String) {
    self.code = code
    self.snapshot = snapshot
    self.reason = reason
  }
}

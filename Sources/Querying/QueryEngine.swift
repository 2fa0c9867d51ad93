package import Rankings

/// Answers questions about snapshots; every engine gives the same answers.
package protocol QueryEngine: Sendable {
  /// What a snapshot says of itself.
  /// - Throws: `QueryError`, `ObjectStoreError`.
  func summary(of snapshot: SnapshotID) async throws -> SnapshotSummary

  /// The best players of one upload by a metric, by standard competition ranking.
  ///
  /// Players without a value are not ranked. Entries of one rank stand in the order of their ids.
  /// - Parameters:
  ///   - upload: as `summary` gave it. Where the snapshot was uploaded again since, there is no
  ///     board: it never mixes two uploads.
  ///   - limit: how many at the most, 0 or more.
  /// - Throws: `QueryError`, `SQLError`, `ObjectStoreError` with `.changed` where it was uploaded
  ///   again.
  func top(_ metric: Metric, of upload: SnapshotSummary, limit: Int) async throws -> Leaderboard
}

extension QueryEngine {
  /// The best players of a snapshot as it stands now.
  /// - Throws: as `summary(of:)` and `top(_:of:limit:)` do.
  package func top(
    _ metric: Metric, of snapshot: SnapshotID, limit: Int
  ) async throws -> Leaderboard {
    try await top(metric, of: try await summary(of: snapshot), limit: limit)
  }
}

/// Why a question about a snapshot has no answer.
package struct QueryError: Error, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    /// The lake has no such snapshot.
    case noSnapshot = "no_snapshot"
    /// The snapshot's file is there, but it is not what this product writes.
    case unreadableSnapshot = "unreadable_snapshot"
    /// The engine's own table does not show the snapshot that the lake has.
    case missingFromTable = "missing_from_table"
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

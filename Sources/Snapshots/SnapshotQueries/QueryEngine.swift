package import Datasets
package import Leaderboards

/// Answers queries about snapshots; every engine gives the same answers.
///
/// No requirement has a default implementation, because an engine that wraps another one could
/// silently use it instead of forwarding the call.
package protocol QueryEngine: Sendable {
  /// The header of a snapshot.
  /// - Throws: `QueryError`, `ObjectStoreError`.
  func header(of snapshot: SnapshotID) async throws -> SnapshotHeader

  /// The top players of one upload by a metric, with standard competition ranking.
  ///
  /// Players without a value are not ranked. Entries of one rank are sorted by id.
  /// - Parameters:
  ///   - header: from `header`. If the snapshot was uploaded again since, there is no board: it
  ///     never mixes two uploads.
  ///   - limit: max entries, 0 or more.
  /// - Throws: `QueryError`, `SQLError`, `ObjectStoreError` with `.changed` if it was uploaded
  ///   again.
  func top(_ metric: Metric, of header: SnapshotHeader, limit: Int) async throws -> Leaderboard

  /// A page of a board with the ranks of the whole.
  /// - Parameters:
  ///   - offset: the number of entries before it.
  ///   - limit: max entries, 0 or more.
  /// - Throws: as `top` does.
  func board(
    _ metric: Metric, of header: SnapshotHeader, from offset: Int, limit: Int
  ) async throws -> Leaderboard

  /// A page of the matches of a search; their ranks are those of the whole board.
  /// - Parameter offset: the number of matches before it.
  /// - Throws: as `top` does.
  func board(
    _ metric: Metric, of header: SnapshotHeader, matching search: PlayerSearch, from offset: Int,
    limit: Int
  ) async throws -> Leaderboard

  /// The number of entries before a player's entry; `nil` if it has none.
  /// - Throws: as `top` does.
  func place(
    of id: Int64, by metric: Metric, in header: SnapshotHeader
  ) async throws -> Int?

  /// The values and ranks of some players, without those who have none.
  /// - Throws: as `top` does.
  func ranks(
    of players: Set<Int64>, by metric: Metric, in header: SnapshotHeader
  ) async throws -> [Int64: RankedNumber]

  /// The players that match a search, by grade, then by power.
  /// - Throws: as `top` does.
  func players(
    matching search: PlayerSearch, in header: SnapshotHeader, limit: Int
  ) async throws -> PlayerMatches

  /// A player in each upload; `nil` if it does not list the player.
  /// - Parameter headers: of one kingdom, each of another date.
  /// - Throws: as `top` does.
  func standings(
    of id: Int64, in headers: [SnapshotHeader]
  ) async throws -> [PlayerStanding?]

  /// The gains between two uploads of a kingdom: a page of the entries with the ranks of the whole,
  /// and the players who cannot be compared.
  /// - Parameters:
  ///   - offset: the number of entries before the page.
  ///   - limit: max entries, 0 or more.
  /// - Throws: as `top` does.
  func gains(_ query: GainsQuery, from offset: Int, limit: Int) async throws -> Gains
}

/// A value and its rank among all values.
package typealias RankedNumber = Ranked<Int64>

extension QueryEngine {
  /// The top players of the current snapshot.
  /// - Throws: as `header(of:)` and `top(_:of:limit:)` do.
  package func top(
    _ metric: Metric, of snapshot: SnapshotID, limit: Int
  ) async throws -> Leaderboard {
    try await top(metric, of: try await header(of: snapshot), limit: limit)
  }

  /// The largest gains between two uploads of a kingdom.
  /// - Throws: as `gains(_:from:limit:)` does.
  package func gains(_ query: GainsQuery, limit: Int) async throws -> Gains {
    try await gains(query, from: 0, limit: limit)
  }
}

/// Why a query about a snapshot has no answer.
package struct QueryError: Error, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    /// The lake has no such snapshot.
    case noSnapshot = "no_snapshot"
    /// The snapshot's file exists, but Standings did not write it.
    case unreadableSnapshot = "unreadable_snapshot"
    /// The engine's own table does not show the lake's snapshot.
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

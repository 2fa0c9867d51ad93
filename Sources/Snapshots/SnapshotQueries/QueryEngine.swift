package import Datasets

/// Answers questions about snapshots; every engine gives the same answers.
///
/// No requirement has a default implementation: an engine that stands before another one would
/// answer by it instead of asking that one, and nothing would tell.
package protocol QueryEngine: Sendable {
  /// What a snapshot says of itself.
  /// - Throws: `QueryError`, `ObjectStoreError`.
  func header(of snapshot: SnapshotID) async throws -> SnapshotHeader

  /// The best players of one upload by a metric, by standard competition ranking.
  ///
  /// Players without a value are not ranked. Entries of one rank stand in the order of their ids.
  /// - Parameters:
  ///   - header: as `header` gave it. Where the snapshot was uploaded again since, there is no
  ///     board: it never mixes two uploads.
  ///   - limit: how many at the most, 0 or more.
  /// - Throws: `QueryError`, `SQLError`, `ObjectStoreError` with `.changed` where it was uploaded
  ///   again.
  func top(_ metric: Metric, of header: SnapshotHeader, limit: Int) async throws -> Leaderboard

  /// A part of a board, its ranks those of the whole.
  /// - Parameters:
  ///   - offset: how many entries come before it, 0 or more.
  ///   - limit: how many at the most, 0 or more.
  /// - Throws: as `top` does.
  func board(
    _ metric: Metric, of header: SnapshotHeader, from offset: Int, limit: Int
  ) async throws -> Leaderboard

  /// A part of those that fit a search; their ranks are those of the whole board.
  /// - Parameter offset: how many of those that fit come before it, 0 or more.
  /// - Throws: as `top` does.
  func board(
    _ metric: Metric, of header: SnapshotHeader, matching search: PlayerSearch, from offset: Int,
    limit: Int
  ) async throws -> Leaderboard

  /// How many entries of a board come before a player's; `nil` where it has none.
  /// - Throws: as `top` does.
  func place(
    of id: Int64, by metric: Metric, in header: SnapshotHeader
  ) async throws -> Int?

  /// The values and ranks of some players; of those alone that have any.
  /// - Throws: as `top` does.
  func ranks(
    of players: Set<Int64>, by metric: Metric, in header: SnapshotHeader
  ) async throws -> [Int64: RankedNumber]

  /// The players that fit a search, those first that fit it best, then those of more power.
  /// - Throws: as `top` does.
  func players(
    matching search: PlayerSearch, in header: SnapshotHeader, limit: Int
  ) async throws -> PlayerMatches

  /// What each upload tells of a player; `nil` where it does not list the player.
  /// - Parameter headers: of one kingdom, each of another date.
  /// - Throws: as `top` does.
  func standings(
    of id: Int64, in headers: [SnapshotHeader]
  ) async throws -> [PlayerStanding?]

  /// Who gained how much between two uploads of a kingdom: a part of the entries, their ranks those
  /// of the whole, and all else that is to be said.
  /// - Parameters:
  ///   - offset: how many entries come before it, 0 or more.
  ///   - limit: how many entries at the most, 0 or more.
  /// - Throws: as `top` does.
  func gains(_ query: GainsQuery, from offset: Int, limit: Int) async throws -> Gains
}

/// A value and its rank among all that have one.
package struct RankedNumber: Hashable, Sendable {
  package let rank: Int
  package let value: Int64

  package init(rank: Int, value: Int64) {
    self.rank = rank
    self.value = value
  }
}

extension QueryEngine {
  /// The best players of a snapshot as it stands now.
  /// - Throws: as `header(of:)` and `top(_:of:limit:)` do.
  package func top(
    _ metric: Metric, of snapshot: SnapshotID, limit: Int
  ) async throws -> Leaderboard {
    try await top(metric, of: try await header(of: snapshot), limit: limit)
  }

  /// The greatest gains between two uploads of a kingdom.
  /// - Throws: as `gains(_:from:limit:)` does.
  package func gains(_ query: GainsQuery, limit: Int) async throws -> Gains {
    try await gains(query, from: 0, limit: limit)
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

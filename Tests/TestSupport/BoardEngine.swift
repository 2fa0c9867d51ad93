package import Datasets
package import SnapshotQueries

/// An engine of a test that is asked for boards alone.
package protocol BoardEngine: QueryEngine {}

/// A question that the test did not expect.
package struct UnexpectedQuestion: Error {
  package let name: String
  package init(name: String) { self.name = name }
}

extension BoardEngine {
  /// A part of the board from its top.
  package func board(
    _ metric: Metric, of upload: SnapshotHeader, from offset: Int, limit: Int
  ) async throws -> Leaderboard {
    try await top(metric, of: upload, limit: offset + limit).page(from: offset, limit: limit)
  }

  package func board(
    _ metric: Metric, of upload: SnapshotHeader, matching search: PlayerSearch, from offset: Int,
    limit: Int
  ) async throws -> Leaderboard { throw UnexpectedQuestion(name: "board matching") }

  package func place(
    of id: Int64, by metric: Metric, in upload: SnapshotHeader
  ) async throws -> Int? { throw UnexpectedQuestion(name: "place") }

  package func ranks(
    of players: Set<Int64>, by metric: Metric, in upload: SnapshotHeader
  ) async throws -> [Int64: RankedNumber] { throw UnexpectedQuestion(name: "ranks") }

  package func players(
    matching search: PlayerSearch, in upload: SnapshotHeader, limit: Int
  ) async throws -> PlayerMatches { throw UnexpectedQuestion(name: "players") }

  package func standings(
    of id: Int64, in uploads: [SnapshotHeader]
  ) async throws -> [PlayerStanding?] { throw UnexpectedQuestion(name: "standings") }

  package func gains(
    _ query: GainsQuery, from offset: Int, limit: Int
  ) async throws -> Gains {
    throw UnexpectedQuestion(name: "gains")
  }
}

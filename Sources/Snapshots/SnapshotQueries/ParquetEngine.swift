package import Datasets
import Leaderboards
import Parquet
package import Storage

/// Answers from the curated files, reading only the necessary pages: none for the first hundred of
/// a board, since a file stores its top players.
///
/// Files stay open between queries; a replaced file is noticed at once.
package struct ParquetEngine: QueryEngine {
  let files: OpenSnapshots
  /// For queries that need whole columns.
  let columns: ColumnCache

  /// The default budget for cached columns.
  package static let usualColumnBytes = 64 << 20

  /// - Parameter columnBytes: the approximate memory for cached columns.
  package init(store: any ObjectStore, columnBytes: Int = usualColumnBytes) {
    files = OpenSnapshots(in: store)
    columns = ColumnCache(byteCount: columnBytes)
  }

  package func header(of snapshot: SnapshotID) async throws -> SnapshotHeader {
    try await files.current(snapshot).header
  }

  package func top(
    _ metric: Metric, of header: SnapshotHeader, limit: Int
  ) async throws -> Leaderboard {
    let file = try await files.file(of: header)
    let best = try await best(metric, of: file, limit: limit)
    return Leaderboard(
      snapshot: header.snapshot, metric: metric, totalPlayers: header.players,
      entries: CompetitionRanking.ranked(best, by: \.value))
  }

  /// Older files without stored top players are searched, and so are all files for longer boards.
  private func best(
    _ metric: Metric, of file: OpenSnapshot, limit: Int
  ) async throws -> [PlayerScore] {
    if let players = file.bestPlayers(by: metric)?.first(limit) { return Array(players) }
    return try await TopSearch(file, metric, limit: limit).run()
  }
}

extension ParquetEngine {
  package func gains(
    _ query: GainsQuery, from offset: Int, limit: Int
  ) async throws -> Gains {
    async let from = GainsSide(query.from, query.measure, self)
    async let to = GainsSide(query.to, query.measure, self)
    return try await GainsComparison(from: from, to: to).gains(from: offset, limit: limit)
  }
}

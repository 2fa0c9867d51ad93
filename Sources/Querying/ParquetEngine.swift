package import DataLake
import Parquet
package import Rankings

/// Answers from the curated files themselves, reading only the pages it needs.
///
/// Files are kept open between questions; a file that was replaced is seen at once.
package struct ParquetEngine: QueryEngine {
  private let files: SnapshotFiles

  package init(store: any ObjectStore) {
    files = SnapshotFiles(in: store)
  }

  package func summary(of snapshot: SnapshotID) async throws -> SnapshotSummary {
    try await files.current(snapshot).summary
  }

  package func top(
    _ metric: Metric, of upload: SnapshotSummary, limit: Int
  ) async throws -> Leaderboard {
    let file = try await files.file(of: upload)
    let best = try await TopSearch(file, metric, limit: limit).run()
    let ranks = CompetitionRanking.ranks(of: best.map(\.value))
    let entries = zip(best, ranks).map { player, rank in
      Leaderboard.Entry(
        rank: rank, id: player.id, name: player.name, alliance: player.alliance,
        value: player.value)
    }
    return Leaderboard(
      snapshot: upload.snapshot, metric: metric, totalPlayers: upload.players, entries: entries)
  }
}

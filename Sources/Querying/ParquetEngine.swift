package import DataLake
import Parquet
package import Rankings

/// Answers from the curated files themselves, reading only the pages it needs: for the first
/// hundred of a board none, since a file has its best players set aside.
///
/// Files are kept open between questions; a file that was replaced is seen at once.
package struct ParquetEngine: QueryEngine {
  let files: SnapshotFiles
  /// For the questions that take whole columns.
  let columns: ColumnMemory

  /// How much of the columns is kept where nobody says otherwise.
  package static let usualColumnBytes = 64 << 20

  /// - Parameter columnBytes: about how much of the columns that were read is kept.
  package init(store: any ObjectStore, columnBytes: Int = usualColumnBytes) {
    files = SnapshotFiles(in: store)
    columns = ColumnMemory(byteCount: columnBytes)
  }

  package func summary(of snapshot: SnapshotID) async throws -> SnapshotSummary {
    try await files.current(snapshot).summary
  }

  package func top(
    _ metric: Metric, of upload: SnapshotSummary, limit: Int
  ) async throws -> Leaderboard {
    let file = try await files.file(of: upload)
    let best = try await best(metric, of: file, limit: limit)
    let ranks = CompetitionRanking.ranks(of: best.map(\.value))
    let entries = zip(best, ranks).map { player, rank in
      Leaderboard.Entry(
        rank: rank, id: player.id, name: player.name, alliance: player.alliance,
        value: player.value)
    }
    return Leaderboard(
      snapshot: upload.snapshot, metric: metric, totalPlayers: upload.players, entries: entries)
  }

  /// A file from before the best were set aside is searched, and so is one for more than those.
  private func best(
    _ metric: Metric, of file: SnapshotFile, limit: Int
  ) async throws -> [BestPlayers.Player] {
    if let players = file.bestPlayers(by: metric)?.first(limit) { return Array(players) }
    return try await TopSearch(file, metric, limit: limit).run()
  }
}

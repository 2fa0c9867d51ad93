package import Datasets
import Leaderboards
import Parquet
package import Storage

/// Answers from the curated files themselves, reading only the pages it needs: for the first
/// hundred of a board none, since a file has its best players set aside.
///
/// Files are kept open between questions; a file that was replaced is seen at once.
package struct ParquetEngine: QueryEngine {
  let files: OpenSnapshots
  /// For the questions that take whole columns.
  let columns: ColumnCache

  /// How much of the columns is kept where nobody says otherwise.
  package static let usualColumnBytes = 64 << 20

  /// - Parameter columnBytes: about how much of the columns that were read is kept.
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
    let ranks = CompetitionRanking.ranks(of: best.map(\.value))
    let entries = zip(best, ranks).map { player, rank in
      Leaderboard.Entry(
        rank: rank, id: player.id, name: player.name, alliance: player.alliance,
        value: player.value)
    }
    return Leaderboard(
      snapshot: header.snapshot, metric: metric, totalPlayers: header.players, entries: entries)
  }

  /// A file from before the best were set aside is searched, and so is one for more than those.
  private func best(
    _ metric: Metric, of file: OpenSnapshot, limit: Int
  ) async throws -> [BestPlayers.Player] {
    if let players = file.bestPlayers(by: metric)?.first(limit) { return Array(players) }
    return try await TopSearch(file, metric, limit: limit).run()
  }
}

package import DataLake
import Parquet
package import Rankings

/// Answers from the curated files themselves, reading only the pages it needs.
package struct ParquetEngine: QueryEngine {
  private let store: any ObjectStore

  package init(store: any ObjectStore) {
    self.store = store
  }

  package func summary(of snapshot: SnapshotID) async throws -> SnapshotSummary {
    let file = try await SnapshotFile(snapshot, in: store)
    return SnapshotSummary(
      snapshot: snapshot, players: file.rowCount, runID: file.metadata.runID,
      ingestedAt: file.metadata.uploadedAt)
  }

  package func top(
    _ metric: Metric, of snapshot: SnapshotID, limit: Int
  ) async throws -> Leaderboard {
    let file = try await SnapshotFile(snapshot, in: store)
    let best = try await TopSearch(file, metric, limit: limit).run()
    let names = try await texts(.name, of: best, in: file)
    let alliances = try await texts(.alliance, of: best, in: file)
    let ranks = CompetitionRanking.ranks(of: best.map(\.value))
    let entries = zip(best, ranks).map { player, rank in
      Leaderboard.Entry(
        rank: rank, id: player.id, name: names[player.row] ?? "",
        alliance: alliances[player.row], value: player.value)
    }
    return Leaderboard(
      snapshot: snapshot, metric: metric, totalPlayers: file.rowCount, entries: entries)
  }

  /// A text of each of the players that has one, by the player's row.
  private func texts(
    _ column: PlayerColumn, of players: [RankedValue], in file: SnapshotFile
  ) async throws -> [Int: String] {
    let index = try file.index(of: column)
    var texts: [Int: String] = [:]
    for part in RowGroupRows.parts(players.map(\.row), of: file.parquet.metadata) {
      let values = try await file.read {
        try await file.parquet.values(ofColumn: index, rowGroup: part.rowGroup, rows: part.rows)
      }
      for (position, row) in part.rows.enumerated() {
        texts[part.firstRow + row] = values.string(position)
      }
    }
    return texts
  }
}

import Bytes
import DataLake
import Datasets
import Leaderboards
import Parquet
import SnapshotIngestion
import Storage
import TestSupport
import Testing
import UploadReading

@Suite struct BestPlayersOfAFileTests {
  /// What the curated file holds of the best by a metric.
  private func best(
    _ metric: Metric, of rows: [String], threads: Int = 1, rowsPerBatch: Int = 100
  ) async throws -> BestPlayers {
    var settings = IngestionSettings()
    settings.threads = threads
    settings.reading.rowsPerBatch = rowsPerBatch
    let upload = SharedBytes((["id,name,alliance,power,deaths"] + rows).joined(separator: "\n"))
    return try await withTemporaryLake { lake async throws in
      let event = try #require(Uploads.event())
      _ = try await IngestionPipeline(store: lake, settings: settings).ingest(upload, of: event)
      let file = try await ParquetFile(
        try await lake.get(LakeKey.curated(event.snapshot).description))
      let text = try #require(file.metadata.value(forKey: CuratedTable.bestPlayersKey(metric)))
      return try #require(BestPlayers(text: text))
    }
  }

  @Test(arguments: [1, 2], [64, 1_000])
  func theyAreTheSameHoweverTheRowsAreParted(threads: Int, rowsPerBatch: Int) async throws {
    let rows = (1...900).map { "\($0),P\($0),T\($0 % 4),\($0 * 7_919 % 301)," }
    let expected = (1...900).map { id -> PlayerScore in
      let player = Player(id: Int64(id), name: "P\(id)", alliance: "T\(id % 4)")
      return PlayerScore(player: player, value: Int64(id * 7_919 % 301))
    }.sorted { $0.value == $1.value ? $0.id < $1.id : $0.value > $1.value }
    let best = try await best(.power, of: rows, threads: threads, rowsPerBatch: rowsPerBatch)
    #expect(best == BestPlayers(limit: BestPlayers.usualLimit, players: expected))
  }

  @Test func whoHasNoValueIsNotAmongThem() async throws {
    let best = try await best(.deaths, of: ["1,A,,5,", "2,B,,5,0", "3,C,X,5,N/A"])
    #expect(
      best
        == BestPlayers(
          limit: BestPlayers.usualLimit,
          players: [.init(player: Player(id: 2, name: "B", alliance: nil), value: 0)]))
  }

  @Test func aMetricThatTheUploadLacksHasNone() async throws {
    let best = try await best(.kills, of: ["1,A,,5,"])
    #expect(best == BestPlayers(limit: BestPlayers.usualLimit, players: []))
  }
}

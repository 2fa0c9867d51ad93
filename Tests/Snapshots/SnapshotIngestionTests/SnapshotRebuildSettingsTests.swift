import Bytes
import Datasets
import SnapshotIngestion
import Storage
import TestSupport
import Testing
import UploadReading

private let folder = "source=rok_players/kingdom=51/dt=2026-01-26"
private let twice = SharedBytes("ID,Name,Power\n7,Anna,1\n7,Bo,2\n")

@Suite struct SnapshotRebuildSettingsTests {
  private func weights(_ lake: DirectoryStore) async throws -> String? {
    guard case .unchanged(let origin) = try await rebuild(lake).curated else { return nil }
    return origin.dkpWeights.description
  }

  @Test func weightsOfDKPStayUnlessToldOtherwise() async throws {
    try await withTemporaryLake { lake async throws in
      var settings = IngestionSettings()
      settings.dkpWeights = try #require(DKPWeights("t4:4,t5:10,deaths:15"))
      _ = try await IngestionPipeline(store: lake, settings: settings)
        .ingest(Uploads.three, of: try #require(Uploads.event()))
      let before = try await lake.tree()
      for lost in ["curated", "reports"] {
        try lake.remove(lost)
        _ = try await rebuild(lake)
        #expect(try await lake.tree() == before)
      }
      #expect(try await weights(lake) == "t4:4,t5:10,deaths:15")
    }
  }

  @Test func newWeightsOfDKPMakeWhatIngestingWithThemMakes() async throws {
    let event = try #require(Uploads.event())
    var settings = RebuildSettings()
    let weights = try #require(DKPWeights("t4:4,t5:10,deaths:15"))
    settings.dkpWeights = weights
    let expected = try await withTemporaryLake { lake async throws in
      var settings = IngestionSettings()
      settings.dkpWeights = weights
      _ = try await IngestionPipeline(store: lake, settings: settings)
        .ingest(Uploads.three, of: event)
      return try await lake.tree()
    }
    try await withTemporaryLake { lake async throws in
      _ = try await IngestionPipeline(store: lake).ingest(Uploads.three, of: event)
      let rebuilt = try await rebuild(lake, settings)
      #expect(rebuilt.summary == "replaced 3" && rebuilt.changes == [.replaced])
      #expect(try await lake.tree() == expected)
    }
  }

  @Test func keepingTheLastOfRepeatedIDsIsRemembered() async throws {
    try await withTemporaryLake { lake async throws in
      var settings = IngestionSettings()
      settings.reading.duplicates = .keepLast
      _ = try await IngestionPipeline(store: lake, settings: settings)
        .ingest(twice, of: try #require(Uploads.event()))
      let before = try await lake.tree()
      try lake.remove("curated")
      #expect(try await rebuild(lake).summary == "restored 1")
      #expect(try await lake.tree() == before)
    }
  }

  @Test func whatStandsTellsThatTheLastOfRepeatedIDsWasKeptWhereTheReportIsLost() async throws {
    try await withTemporaryLake { lake async throws in
      var settings = IngestionSettings()
      settings.reading.duplicates = .keepLast
      let pipeline = IngestionPipeline(store: lake, settings: settings)
      for (time, upload) in [("T08:00:00Z", Uploads.three), ("T20:00:00Z", twice)] {
        let event = try #require(Uploads.event("2026-01-26\(time)"))
        _ = try await pipeline.ingest(upload, of: event)
      }
      let before = try await lake.tree()
      try lake.remove("reports")
      let rebuilt = try await rebuild(lake)
      #expect(rebuilt.summary == "unchanged 1" && !rebuilt.isIncomplete)
      #expect(rebuilt.uploads.map(\.wasAccepted) == [true, nil])
      #expect(try await lake.tree() == before)
    }
  }

  @Test func anUploadThatIsRefusedByNowGivesItsPlaceToTheOneBefore() async throws {
    try await withTemporaryLake { lake async throws in
      var keeping = IngestionSettings()
      keeping.reading.duplicates = .keepLast
      let pipeline = IngestionPipeline(store: lake, settings: keeping)
      for (time, upload) in [("T08:00:00Z", Uploads.three), ("T20:00:00Z", twice)] {
        let event = try #require(Uploads.event("2026-01-26\(time)"))
        _ = try await pipeline.ingest(upload, of: event)
      }
      var settings = RebuildSettings()
      settings.duplicates = .refuse
      let rebuilt = try await rebuild(lake, settings)
      #expect(rebuilt.summary == "replaced 3" && rebuilt.changes == [.replaced, .unchanged])
      #expect(rebuilt.isIncomplete, "one was accepted before")
      let rejected = "rejected/\(folder)/run_ts=20260126T200000Z/players.csv"
      #expect(try await lake.get(rejected) == twice)
    }
  }
}

import Bytes
import SnapshotIngestion
import Storage
import TestSupport
import Testing

private let folder = "source=rok_players/kingdom=51/dt=2026-01-26"
private let curatedKey = "curated/\(folder)/players.parquet"

@Suite struct SnapshotRebuildTests {
  @Test func whereNothingIsLostNothingIsWritten() async throws {
    try await withUploads { lake in
      let watched = WatchedStore(lake)
      let rebuilt = try await rebuild(watched)
      #expect(rebuilt.summary == "unchanged 3" && !rebuilt.isIncomplete)
      #expect(rebuilt.changes == [.unchanged, .unchanged, .unchanged])
      #expect(rebuilt.uploads.map(\.wasAccepted) == [true, false, true])
      #expect(watched.keys.isEmpty)
    }
  }

  @Test(arguments: [
    ["curated"], ["reports"], ["rejected"], ["curated", "reports", "rejected"],
    [curatedKey, "reports/\(folder)/run_ts=20260126T200000Z"],
  ])
  func whatIsLostComesBackByteForByte(_ lost: [String]) async throws {
    try await withUploads { lake in
      let before = try await lake.tree()
      for prefix in lost { try lake.remove(prefix) }
      let watched = WatchedStore(lake)
      #expect(try await !rebuild(watched).isIncomplete)
      #expect(try await lake.tree() == before)
      #expect(!watched.keys.contains { $0.hasPrefix("raw/") })
    }
  }

  @Test(arguments: [SharedBytes("no Parquet at all"), Uploads.three])
  func aDamagedCuratedObjectIsReplaced(_ damage: SharedBytes) async throws {
    try await withUploads { lake in
      let before = try await lake.tree()
      try await lake.overwrite(curatedKey, damage)
      #expect(try await rebuild(lake).summary == "replaced 3")
      #expect(try await lake.tree() == before)
    }
  }

  @Test func aCuratedObjectWithOneWrongByteIsReplaced() async throws {
    try await withUploads { lake in
      let before = try await lake.tree()
      var bytes = try #require(before[curatedKey]).array
      bytes[40] ^= 1
      try await lake.overwrite(curatedKey, SharedBytes(bytes))
      #expect(try await rebuild(lake).summary == "replaced 3")
      #expect(try await lake.tree() == before)
    }
  }

  @Test func aDamagedReportIsReplaced() async throws {
    try await withUploads { lake in
      let before = try await lake.tree()
      try await lake.overwrite(
        "reports/\(folder)/run_ts=20260126T200000Z/report.json", SharedBytes("{"))
      _ = try await rebuild(lake)
      #expect(try await lake.tree() == before)
    }
  }

  @Test func theTimeAndTheNameOfARunComeFromItsReport() async throws {
    try await withTemporaryLake { lake async throws in
      let event = try #require(Uploads.event("2026-01-26T15:30:12.345Z", version: "v1"))
      _ = try await IngestionPipeline(store: lake).ingest(Uploads.three, of: event)
      let before = try await lake.tree()
      try lake.remove("curated")
      #expect(try await rebuild(lake).uploads.map(\.provenance) == [.report])
      #expect(try await lake.tree() == before)
      try lake.remove("reports")
      #expect(try await rebuild(lake).uploads.map(\.provenance) == [.curated])
      #expect(try await lake.tree() == before)
    }
  }

  @Test func whereBothAreLostTheyAreDerivedFromTheFolder() async throws {
    try await withTemporaryLake { lake async throws in
      let event = try #require(Uploads.event("2026-01-26T15:30:12.345Z", version: "v1"))
      let pipeline = IngestionPipeline(store: lake)
      _ = try await pipeline.ingest(Uploads.three, of: event)
      let before = try await lake.tree()
      for area in ["curated", "reports"] { try lake.remove(area) }
      let rebuilt = try await rebuild(lake)
      #expect(rebuilt.uploads.map(\.provenance) == [.derived] && rebuilt.summary == "restored 3")
      let after = try await lake.tree()
      #expect(after.keys == before.keys && after != before)
      // The event itself may still come again: it is newer by its milliseconds, and makes the file
      // what it was.
      _ = try await pipeline.ingest(Uploads.three, of: event)
      #expect(try await lake.tree()[curatedKey] == before[curatedKey])
      #expect(try await rebuild(lake).summary == "unchanged 3")
    }
  }

  @Test func uploadsOfOneSecondKeepTheirFolders() async throws {
    try await withTemporaryLake { lake async throws in
      let pipeline = IngestionPipeline(store: lake)
      for (milliseconds, upload) in zip(1..., [Uploads.three, Uploads.threeLater, Uploads.refused])
      {
        let event = try #require(Uploads.event("2026-01-26T15:30:12.00\(milliseconds)Z"))
        _ = try await pipeline.ingest(upload, of: event)
      }
      let before = try await lake.tree()
      for area in ["curated", "rejected"] { try lake.remove(area) }
      #expect(try await rebuild(lake).uploads.count == 3)
      #expect(try await lake.tree() == before)
    }
  }

  @Test func equalUploadsOfOneSecondShareTheirRawCopyAndTheNewerRunCounts() async throws {
    try await withTemporaryLake { lake async throws in
      let pipeline = IngestionPipeline(store: lake)
      for milliseconds in ["100", "200"] {
        let event = try #require(Uploads.event("2026-01-26T15:30:12.\(milliseconds)Z"))
        _ = try await pipeline.ingest(Uploads.three, of: event)
      }
      let before = try await lake.tree()
      #expect(before.keys.sorted().map { $0.prefix(4) } == ["cura", "raw/", "repo", "repo"])
      let rebuilt = try await rebuild(lake)
      #expect(rebuilt.summary == "unchanged 3" && !rebuilt.isIncomplete)
      try lake.remove("curated")
      #expect(try await rebuild(lake).summary == "restored 3")
      #expect(try await lake.tree() == before)
    }
  }

  @Test func uploadsThatShareAFolderAreToldApartByTheirReports() async throws {
    try await withTemporaryLake { lake async throws in
      let pipeline = IngestionPipeline(store: lake)
      for (file, upload) in ["a.csv": Uploads.three, "b.csv": Uploads.threeLater] {
        let key = "raw/\(folder)/run_ts=20260126T153012Z/\(file)"
        _ = try await lake.put(key, [upload], when: .absent)
      }
      for (file, upload) in [("a.csv", Uploads.three), ("b.csv", Uploads.threeLater)] {
        _ = try await pipeline.ingest(upload, of: try #require(Uploads.event(file: file)))
      }
      let before = try await lake.tree()
      try lake.remove("curated")
      #expect(try await rebuild(lake).changes == [.unchanged, .unchanged])
      #expect(try await lake.tree() == before)
    }
  }
}

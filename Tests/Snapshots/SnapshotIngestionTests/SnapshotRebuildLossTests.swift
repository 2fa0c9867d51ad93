import Bytes
import DataLake
import SnapshotIngestion
import TestSupport
import Testing

private let folder = "source=rok_players/kingdom=51/dt=2026-01-26"

/// What cannot be made again is named.
@Suite struct SnapshotRebuildLossTests {
  @Test func aRawCopyThatIsNotWhatWasUploadedIsNotUsed() async throws {
    try await withUploads { lake in
      let before = try await lake.tree()
      let raw = "raw/\(folder)/run_ts=20260126T200000Z/players.csv"
      try await lake.overwrite(raw, SharedBytes("id,name,power\n1,Eve,999999\n"))
      let rebuilt = try await rebuild(lake)
      #expect(rebuilt.summary == "newer_upload" && rebuilt.isIncomplete)
      guard case .damaged(let found, let expected)? = rebuilt.uploads.first?.outcome else {
        Issue.record("it was used")
        return
      }
      #expect(found != expected)
      let after = try await lake.tree()
      for (key, object) in before where key != raw { #expect(after[key] == object) }
    }
  }

  @Test func aSnapshotThatWasMadeOfADamagedUploadIsMissed() async throws {
    try await withTemporaryLake { lake async throws in
      _ = try await IngestionPipeline(store: lake)
        .ingest(Uploads.three, of: try #require(Uploads.event()))
      try lake.remove("curated")
      let raw = "raw/\(folder)/run_ts=20260126T153012Z/players.csv"
      try await lake.overwrite(raw, SharedBytes("damaged"))
      #expect(try await rebuild(lake).summary == "nothing_acceptable")
    }
  }

  @Test(arguments: [["raw"], ["raw", "curated"]])
  func uploadsOfWhichReportsAloneTellAreNamed(_ lost: [String]) async throws {
    try await withUploads { lake in
      for area in lost { try lake.remove(area) }
      let before = try await lake.tree()
      let rebuilt = try await rebuild(lake)
      #expect(rebuilt.summary == "nothing_acceptable" && rebuilt.isIncomplete)
      #expect(rebuilt.uploads.map(\.wasAccepted) == [true, false, true])
      #expect(try await lake.tree() == before)
    }
  }

  @Test func whereTheNewestUploadIsLostTheOneBeforeComesBackAndTheLossIsNamed() async throws {
    try await withUploads { lake in
      let raw = "raw/\(folder)/run_ts=20260126T200000Z/players.csv"
      for lost in ["curated", raw] { try lake.remove(lost) }
      let rebuilt = try await rebuild(lake)
      #expect(rebuilt.summary == "restored 3" && rebuilt.isIncomplete)
      guard case .lost? = rebuilt.uploads.first?.outcome else {
        Issue.record("it is not named: \(rebuilt.uploads)")
        return
      }
      #expect(rebuilt.uploads.first?.raw.description == raw)
    }
  }

  @Test func aCuratedObjectWithoutAnUploadIsLeftAloneAndNamed() async throws {
    try await withUploads { lake in
      try lake.remove("raw")
      let before = try await lake.tree()
      let rebuilt = try await rebuild(lake)
      #expect(rebuilt.summary == "nothing_acceptable" && rebuilt.isIncomplete)
      #expect(try await lake.tree() == before)
    }
  }
}

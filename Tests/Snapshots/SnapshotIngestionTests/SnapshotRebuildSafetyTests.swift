import Bytes
import DataLake
import Datasets
import SnapshotIngestion
import Storage
import TestSupport
import Testing
import Time

private let folder = "source=rok_players/kingdom=51/dt=2026-01-26"
private let curatedKey = "curated/\(folder)/players.parquet"

@Suite struct SnapshotRebuildSafetyTests {
  @Test(arguments: 0..<6)
  func workThatWasCutOffIsCompletedByDoingItAgain(afterWrites writes: Int) async throws {
    try await withUploads { lake in
      let before = try await lake.tree()
      for area in ["reports", "rejected"] { try lake.remove(area) }
      try await lake.overwrite(curatedKey, SharedBytes("damaged"))
      do {
        _ = try await rebuild(InterruptedStore(lake, after: writes))
        #expect(writes >= 5)
      } catch is InterruptedStore.Interruption {
        #expect(writes < 5)
      }
      let halfway = try await lake.tree()
      #expect(halfway[curatedKey] != nil)
      for (key, object) in halfway where key != curatedKey { #expect(before[key] == object) }
      _ = try await rebuild(lake)
      #expect(try await lake.tree() == before)
    }
  }

  @Test(arguments: ["2026-01-27T00:00:00Z", "2026-01-26T13:00:00Z"])
  func anUploadThatComesMeanwhileIsTreatedByItsTime(_ time: String) async throws {
    try await withUploads { lake in
      try lake.remove("curated")
      let event = try #require(Uploads.event(time, file: "meanwhile.csv"))
      let upload = SharedBytes("id,name,power\n9,Cleo,5\n")
      let first = OnceOnly()
      let racing = WatchedStore(lake) { key in
        guard key == curatedKey, await first.take() else { return }
        _ = try await IngestionPipeline(store: lake).ingest(upload, of: event)
      }
      let isNewer = time > "2026-01-26T20:00:00Z"
      let rebuilt = try await rebuild(racing)
      #expect(rebuilt.summary == (isNewer ? "unchanged 1" : "replaced 3"))
      #expect(rebuilt.uploads.count == (isNewer ? 4 : 3) && !rebuilt.isIncomplete)
      let before = try await lake.tree()
      #expect(try await rebuild(lake).uploads.count == 4)
      #expect(try await lake.tree() == before)
    }
  }

  @Test func anUploadThatIsCompletedMeanwhileStays() async throws {
    try await withUploads { lake in
      try lake.remove("curated")
      let event = try #require(Uploads.event("2026-01-31T23:59:00Z", file: "meanwhile.csv"))
      let raw = "raw/\(folder)/run_ts=20260131T235900Z/meanwhile.csv"
      _ = try await lake.put(raw, [Uploads.threeLater], when: .absent)
      let first = OnceOnly()
      let racing = WatchedStore(lake) { key in
        guard key == curatedKey, await first.take() else { return }
        _ = try await IngestionPipeline(store: lake).ingest(Uploads.threeLater, of: event)
      }
      let rebuilt = try await rebuild(racing)
      #expect(rebuilt.summary == "unchanged 3" && !rebuilt.isIncomplete)
      #expect(rebuilt.uploads.first?.raw.description == raw)
    }
  }

  @Test func anUploadThatIsStillOnItsWayIsLeftToItsEvent() async throws {
    try await withTemporaryLake { lake async throws in
      let key = "raw/\(folder)/run_ts=20260126T153012Z/players.csv"
      _ = try await lake.put(key, [Uploads.three], when: .absent)
      let soon = try #require(Instant("2026-01-26T16:00:00Z"))
      let rebuilt = try await rebuild(lake, now: soon)
      guard case .pending? = rebuilt.uploads.first?.outcome else {
        Issue.record("it was taken: \(rebuilt)")
        return
      }
      #expect(try await Set(lake.tree().keys) == [key])
      #expect(try await rebuild(lake, now: afterwards).summary == "restored 3")
    }
  }

  @Test func whereAllUploadsWereRefusedNothingIsExpected() async throws {
    try await withTemporaryLake { lake async throws in
      _ = try await IngestionPipeline(store: lake)
        .ingest(Uploads.refused, of: try #require(Uploads.event()))
      let before = try await lake.tree()
      for area in ["reports", "rejected"] { try lake.remove(area) }
      let rebuilt = try await rebuild(lake)
      #expect(rebuilt.summary == "nothing_expected" && !rebuilt.isIncomplete)
      #expect(try await lake.tree() == before)
    }
  }

  @Test func foldersWithNothingInThemAreNoSnapshots() async throws {
    try await withTemporaryLake { lake async throws in
      try lake.makeFolder("raw/\(folder)")
      let rebuild = SnapshotRebuild(store: lake, now: afterwards)
      let snapshots = try await rebuild.snapshots(of: nil, on: nil)
      #expect(snapshots.count == 1)
      #expect(try await rebuild.rebuild(snapshots).isEmpty)
    }
  }

  @Test func snapshotsAreChosenByKingdomAndDate() async throws {
    try await withTemporaryLake { lake async throws in
      for place in [
        "raw/source=rok_players/kingdom=51/dt=2026-01-26", "raw/source=rok_players/kingdom=7/dt=x",
        "curated/source=rok_players/kingdom=51/dt=2026-01-19",
        "curated/source=rok_players/kingdom=1960/dt=2026-01-26",
      ] {
        try lake.makeFolder(place)
      }
      let rebuild = SnapshotRebuild(store: lake, now: afterwards)
      func dates(_ kingdom: Int?, _ date: String?) async throws -> [String] {
        try await rebuild.snapshots(
          of: kingdom.flatMap { Kingdom($0) }, on: date.flatMap { CalendarDate($0) }
        ).map { "\($0.kingdom) \($0.date)" }
      }
      let all = ["51 2026-01-19", "51 2026-01-26", "1960 2026-01-26"]
      #expect(try await dates(nil, nil) == all)
      #expect(try await dates(51, nil) == Array(all.prefix(2)))
      #expect(try await dates(nil, "2026-01-26") == Array(all.suffix(2)))
      #expect(try await dates(1960, "2026-01-19").isEmpty)
    }
  }
}

/// Says yes once.
private actor OnceOnly {
  private var isTaken = false

  func take() -> Bool {
    defer { isTaken = true }
    return !isTaken
  }
}

import Bytes
import DataLake
import Datasets
import Failures
import SnapshotIngestion
import Storage
import Synchronization
import TestSupport
import Testing
import Time

/// Which snapshot an upload is compared with.
@Suite struct EarlierSnapshotTests {
  private static let kingdom = "source=rok_players/kingdom=51"

  private func ingest(_ date: String, into store: any ObjectStore) async throws -> IngestionReport {
    let event = try #require(Uploads.event("\(date)T08:00:00Z", on: date))
    return try await IngestionPipeline(store: store).ingest(Uploads.three, of: event)
  }

  /// The date that an upload of the last of some dates is compared with.
  private func comparedDate(
    after dates: [String], _ change: (DirectoryStore) async throws -> Void = { _ in }
  ) async throws -> String? {
    try await withTemporaryLake { lake async throws in
      for date in dates { _ = try await ingest(date, into: lake) }
      try await change(lake)
      let report = try await ingest("2026-01-26", into: lake)
      try #require(report.isAccepted)
      return report.comparison?.earlier.date.description
    }
  }

  @Test func theFirstSnapshotOfAKingdomIsComparedWithNone() async throws {
    #expect(try await comparedDate(after: []) == nil)
    #expect(try await comparedDate(after: ["2026-02-02"]) == nil)
    // An earlier upload of the date itself is no earlier snapshot.
    #expect(try await comparedDate(after: ["2026-01-26"]) == nil)
  }

  @Test(arguments: ["no Parquet at all", "", "PAR1PAR1"])
  func aFileThatIsNotOursIsPassedOver(_ content: String) async throws {
    let compared = try await comparedDate(after: ["2026-01-12", "2026-01-19"]) { lake in
      try await lake.overwrite(
        "curated/\(Self.kingdom)/dt=2026-01-19/players.parquet", SharedBytes(content))
    }
    #expect(compared == "2026-01-12")
  }

  @Test func aDateWithoutASnapshotIsPassedOver() async throws {
    let compared = try await comparedDate(after: ["2026-01-12"]) { lake in
      for key in [
        "curated/\(Self.kingdom)/dt=2026-01-19/other.parquet",
        "curated/\(Self.kingdom)/dt=latest/players.parquet",
        "curated/source=rok_players/kingdom=52/dt=2026-01-25/players.parquet",
        "raw/\(Self.kingdom)/dt=2026-01-25/run_ts=20260125T080000Z/players.csv",
      ] {
        try await lake.overwrite(key, Uploads.three)
      }
    }
    #expect(compared == "2026-01-12")
  }

  /// An upload is accepted whatever becomes of its comparison.
  @Test(arguments: [(0, true), (3, true), (4, false)])
  func aSnapshotThatIsReplacedMeanwhileIsReadAgain(times: Int, isCompared: Bool) async throws {
    try await withTemporaryLake { lake async throws in
      let earlier = try await ingest("2026-01-19", into: lake)
      let key = "curated/\(Self.kingdom)/dt=2026-01-19/players.parquet"
      let report = try await ingest(
        "2026-01-26", into: ReplacingStore(lake, key: key, times: times))
      #expect(report.isAccepted)
      #expect(report.comparison?.earlier.runID == (isCompared ? earlier.runID : nil))
      #expect(report.comparison?.playersInBoth == (isCompared ? 3 : nil))
    }
  }
}

/// A store in which an object has been replaced whenever it is about to be read, some times.
private final class ReplacingStore: ForwardingStore {
  let store: any ObjectStore
  private let key: String
  private let timesLeft: Mutex<Int>

  init(_ store: any ObjectStore, key: String, times: Int) {
    self.store = store
    self.key = key
    timesLeft = Mutex(times)
  }

  func get(
    _ key: String, range: Range<Int>?, version: ObjectVersion?
  ) async throws -> SharedBytes {
    let isReplaced = timesLeft.withLock { left in
      guard key == self.key, left > 0 else { return false }
      left -= 1
      return true
    }
    if isReplaced { throw ObjectStoreError(code: .changed, place: key, reason: "replaced") }
    return try await store.get(key, range: range, version: version)
  }

  func put(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) async throws -> PutOutcome {
    try await store.put(key, body, when: condition)
  }

  func writer(for key: String) async throws -> any ObjectWriter {
    try await store.writer(for: key)
  }
}

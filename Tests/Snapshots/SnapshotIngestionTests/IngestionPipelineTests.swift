import Bytes
import DataLake
import Datasets
import Parquet
import SnapshotIngestion
import Storage
import TestSupport
import Testing
import UploadReading

private let folder = "source=rok_players/kingdom=51/dt=2026-01-26"
private let curatedKey = "curated/\(folder)/players.parquet"

/// What stands in the curated file, a column after the other.
private func column(_ name: String, in lake: DirectoryStore) async throws -> [ColumnValue?] {
  let file = try await ParquetFile(try await lake.get(curatedKey))
  let index = try #require(file.metadata.columnIndex(named: name))
  let values = try await file.values(ofColumn: index, rowGroup: 0)
  return (0..<values.count).map { values[$0] }
}

private func numbers(_ name: String, in lake: DirectoryStore) async throws -> [Int64?] {
  try await column(name, in: lake).map { if case .int64(let number)? = $0 { number } else { nil } }
}

@Suite struct IngestionPipelineTests {
  @Test func anAcceptedUploadIsKeptCuratedAndReported() async throws {
    try await withTemporaryLake { lake async throws in
      let event = try #require(Uploads.event())
      let report = try await IngestionPipeline(store: lake).ingest(Uploads.three, of: event)
      #expect(report.isAccepted && report.anomalousRows == 1)
      let tree = try await lake.tree()
      #expect(
        Set(tree.keys) == [
          "raw/\(folder)/run_ts=20260126T153012Z/players.csv", curatedKey,
          "reports/\(folder)/run_ts=20260126T153012Z/report.json",
        ])
      #expect(tree["raw/\(folder)/run_ts=20260126T153012Z/players.csv"] == Uploads.three)
    }
  }

  @Test func killsAndDKPAreWorkedOutWhereTheUploadLacksThem() async throws {
    try await withTemporaryLake { lake async throws in
      let event = try #require(Uploads.event())
      _ = try await IngestionPipeline(store: lake).ingest(Uploads.three, of: event)
      #expect(try await numbers("kills", in: lake) == [18, 18, 3])
      #expect(try await numbers("dkp", in: lake) == [290, nil, 290])
      #expect(try await numbers("power", in: lake) == [900, 800, nil])
      #expect(try await column("alliance", in: lake)[1] == nil)
    }
  }

  @Test func theWeightsOfAKingdomCount() async throws {
    try await withTemporaryLake { lake async throws in
      var settings = IngestionSettings()
      settings.dkpWeights = try #require(DKPWeights("t4:4,t5:10,deaths:15"))
      let pipeline = IngestionPipeline(store: lake, settings: settings)
      _ = try await pipeline.ingest(Uploads.three, of: try #require(Uploads.event()))
      #expect(try await numbers("dkp", in: lake) == [63, nil, 63])
    }
  }

  @Test func theSameEventTwiceLeavesTheLakeAsItWas() async throws {
    try await withTemporaryLake { lake async throws in
      let event = try #require(Uploads.event())
      let pipeline = IngestionPipeline(store: lake)
      _ = try await pipeline.ingest(Uploads.three, of: event)
      let once = try await lake.tree()
      #expect(try await pipeline.isDone(event))
      _ = try await pipeline.ingest(Uploads.three, of: event)
      #expect(try await lake.tree() == once)
    }
  }

  @Test func howManyWorkersThereAreDoesNotShow() async throws {
    var files: [SharedBytes] = []
    let rows = (1...2_000).map { "\($0),Player \($0),\($0 * 7 % 1000)\n" }.joined()
    for threads in [1, 2, 7] {
      try await withTemporaryLake { lake async throws in
        var settings = IngestionSettings()
        settings.threads = threads
        settings.reading.rowsPerBatch = 300
        _ = try await IngestionPipeline(store: lake, settings: settings)
          .ingest(SharedBytes("ID,Name,Power\n" + rows), of: try #require(Uploads.event()))
        files.append(try await lake.get(curatedKey))
      }
    }
    #expect(files[0] == files[1] && files[1] == files[2])
  }

  @Test(arguments: [false, true])
  func theNewestUploadOfADateStaysInWhateverOrderTheyAreHandled(olderLast: Bool) async throws {
    let older = try #require(Uploads.event("2026-01-26T15:30:12Z"))
    let newer = try #require(Uploads.event("2026-01-26T15:30:13Z"))
    try await withTemporaryLake { lake async throws in
      let pipeline = IngestionPipeline(store: lake)
      let uploads = [(older, Uploads.three), (newer, Uploads.threeLater)]
      for (event, upload) in olderLast ? uploads.reversed() : uploads {
        let report = try await pipeline.ingest(upload, of: event)
        #expect(report.isSuperseded == (olderLast && event == older))
      }
      #expect(try await numbers("power", in: lake) == [901, 801, 701])
      #expect(try await lake.list("raw/", delimited: false).keys.count == 2)
    }
  }

  @Test func aRefusedUploadIsKeptAndChangesNothing() async throws {
    try await withTemporaryLake { lake async throws in
      let pipeline = IngestionPipeline(store: lake)
      _ = try await pipeline.ingest(Uploads.three, of: try #require(Uploads.event()))
      let curated = try await lake.get(curatedKey)
      let event = try #require(Uploads.event("2026-01-26T16:00:00Z"))
      let report = try await pipeline.ingest(Uploads.refused, of: event)
      #expect(!report.isAccepted && report.curated == nil)
      #expect(try await lake.get(curatedKey) == curated)
      let rejected = try #require(report.rejected).description
      #expect(rejected == "rejected/\(folder)/run_ts=20260126T160000Z/players.csv")
      #expect(try await lake.get(rejected) == Uploads.refused)
      #expect(try await lake.get(try #require(report.raw).description) == Uploads.refused)
      let stored = String(
        decoding: try await lake.get(report.report.description).array, as: UTF8.self)
      #expect(stored.contains(#""status":"refused""#) && stored.contains("duplicate"))
    }
  }

  @Test func uploadsOfOneSecondDoNotDisplaceEachOther() async throws {
    try await withTemporaryLake { lake async throws in
      let pipeline = IngestionPipeline(store: lake)
      let first = try #require(Uploads.event("2026-01-26T15:30:12.100Z"))
      let second = try #require(Uploads.event("2026-01-26T15:30:12.200Z"))
      let third = try #require(Uploads.event("2026-01-26T15:30:12.300Z", file: "other.csv"))
      let uploads = [
        (first, Uploads.three), (second, Uploads.threeLater), (third, Uploads.refused),
      ]
      for (event, upload) in uploads { _ = try await pipeline.ingest(upload, of: event) }
      let once = try await lake.tree()
      #expect(once.keys.count { $0.hasPrefix("raw/") } == 3)
      #expect(once.keys.count { $0.hasPrefix("reports/") } == 3)
      for (event, upload) in uploads.reversed() {
        #expect(try await pipeline.isDone(event))
        _ = try await pipeline.ingest(upload, of: event)
      }
      #expect(try await lake.tree() == once)
    }
  }

  @Test func uploadsThatCameToShareAFolderKeepItWhenTheyAreHandledAgain() async throws {
    try await withTemporaryLake { lake async throws in
      // Both looked into an empty folder before either of them wrote, and both died then.
      let uploads = ["a.csv": Uploads.three, "b.csv": Uploads.threeLater]
      for (file, upload) in uploads {
        let key = "raw/\(folder)/run_ts=20260126T153012Z/\(file)"
        _ = try await lake.put(key, [upload], when: .absent)
      }
      let pipeline = IngestionPipeline(store: lake)
      for (file, upload) in uploads {
        let event = try #require(Uploads.event(file: file))
        let report = try await pipeline.ingest(upload, of: event)
        #expect(report.raw?.description == "raw/\(folder)/run_ts=20260126T153012Z/\(file)")
        #expect(try await pipeline.isDone(event))
      }
      let tree = try await lake.tree()
      #expect(tree.keys.count { $0.hasPrefix("raw/") } == 2)
      #expect(tree.keys.count { $0.hasPrefix("reports/") } == 2)
    }
  }

  @Test(arguments: 0..<4, [Uploads.three, Uploads.refused])
  func aRunThatWasCutOffIsCompletedByItsEvent(
    afterWrites writes: Int, of upload: SharedBytes
  ) async throws {
    let event = try #require(Uploads.event())
    let undisturbed = try await withTemporaryLake { lake async throws in
      _ = try await IngestionPipeline(store: lake).ingest(upload, of: event)
      return try await lake.tree()
    }
    try await withTemporaryLake { lake async throws in
      let dying = IngestionPipeline(store: InterruptedStore(lake, after: writes))
      let isCutOff = writes < undisturbed.count
      do {
        _ = try await dying.ingest(upload, of: event)
        #expect(!isCutOff)
      } catch is InterruptedStore.Interruption {
        #expect(isCutOff)
      }
      for (key, object) in try await lake.tree() { #expect(undisturbed[key] == object) }
      #expect(try await IngestionPipeline(store: lake).isDone(event) == !isCutOff)
      _ = try await IngestionPipeline(store: lake).ingest(upload, of: event)
      #expect(try await lake.tree() == undisturbed)
    }
  }

  @Test func playersWithoutANameHaveAnEmptyOne() async throws {
    try await withTemporaryLake { lake async throws in
      let event = try #require(Uploads.event())
      _ = try await IngestionPipeline(store: lake)
        .ingest(SharedBytes("id,power\n7,1\n8,2\n"), of: event)
      #expect(try await column("name", in: lake) == [.string(""), .string("")])
    }
  }

  @Test func aCuratedFileThatIsNoneOfOursIsReplaced() async throws {
    try await withTemporaryLake { lake async throws in
      _ = try await lake.put(curatedKey, [SharedBytes("no Parquet at all")], when: .always)
      _ = try await IngestionPipeline(store: lake)
        .ingest(Uploads.three, of: try #require(Uploads.event()))
      #expect(try await numbers("id", in: lake) == [1, 2, 3])
    }
  }
}

import Bytes
import DataLake
import Failures
import SnapshotIngestion
import Storage
import Synchronization
import TestSupport
import Testing

private let folder = "source=rok_players/kingdom=51/dt=2026-01-26"
private let curatedKey = "curated/\(folder)/players.parquet"

/// Uploads of one date that are published at the same time.
@Suite struct SnapshotPublishingTests {
  private let ours = SharedBytes("id,name,power\n7,Anna,1\n")
  private let theirs = SharedBytes("id,name,power\n8,Bo,2\n")

  /// Ingests an upload while another writer comes first at each of some attempts to publish.
  private func ingest(
    into lake: DirectoryStore, attempts: Int = .max,
    _ interfere: @escaping @Sendable (_ attempt: Int) async throws -> Void
  ) async throws -> IngestionReport {
    let attempted = Mutex(0)
    let racing = WatchedStore(lake) { key in
      guard key == curatedKey else { return }
      let attempt = attempted.withLock { count in
        count += 1
        return count
      }
      if attempt <= attempts { try await interfere(attempt) }
    }
    return try await IngestionPipeline(store: racing)
      .ingest(ours, of: try #require(Uploads.event()))
  }

  @Test(arguments: [("2026-01-26T15:30:13Z", true), ("2026-01-26T15:30:11Z", false)])
  func theNewerOfTwoStaysWhicheverIsFirst(_ time: String, isNewer: Bool) async throws {
    try await withTemporaryLake { lake async throws in
      let event = try #require(Uploads.event())
      let other = try #require(Uploads.event(time, file: "other.csv"))
      let report = try await ingest(into: lake, attempts: 1) { _ in
        _ = try await IngestionPipeline(store: lake).ingest(theirs, of: other)
      }
      #expect(report.isAccepted && report.newerUpload == (isNewer ? other.time : nil))
      let curated = try await lake.get(curatedKey)
      let expected = try await withTemporaryLake { alone async throws in
        _ = try await IngestionPipeline(store: alone)
          .ingest(isNewer ? theirs : ours, of: isNewer ? other : event)
        return try await alone.get(curatedKey)
      }
      #expect(curated == expected)
    }
  }

  @Test(arguments: [false, true])
  func ofTwoUploadsOfOneMomentTheSameStaysInAnyOrder(reversed: Bool) async throws {
    try await withTemporaryLake { lake async throws in
      let pipeline = IngestionPipeline(store: lake)
      let events = try ["a.csv", "b.csv"].map { try #require(Uploads.event(file: $0)) }
      for event in reversed ? events.reversed() : events {
        _ = try await pipeline.ingest(event.file == events[0].file ? ours : theirs, of: event)
      }
      // The run with the greater name, whatever its file is called.
      let expected = events[0].runID > events[1].runID ? ours : theirs
      let alone = try await withTemporaryLake { lake async throws in
        let event = events[0].runID > events[1].runID ? events[0] : events[1]
        _ = try await IngestionPipeline(store: lake).ingest(expected, of: event)
        return try await lake.get(curatedKey)
      }
      #expect(try await lake.get(curatedKey) == alone)
    }
  }

  @Test func manyWritersDoNotKeepAnUploadOut() async throws {
    try await withTemporaryLake { lake async throws in
      let report = try await ingest(into: lake, attempts: 31) { attempt in
        try await lake.overwrite(curatedKey, SharedBytes("foreign \(attempt)"))
      }
      #expect(report.isAccepted && report.newerUpload == nil)
      #expect(try await lake.get(curatedKey).array.prefix(4) == Array("PAR1".utf8)[...])
    }
  }

  @Test func writersThatNeverStopAreAnErrorAndTheEventCompletesTheRun() async throws {
    try await withTemporaryLake { lake async throws in
      let error = try await #require(throws: ObjectStoreError.self) {
        try await ingest(into: lake) { attempt in
          try await lake.overwrite(curatedKey, SharedBytes("foreign \(attempt)"))
        }
      }
      #expect(error.code == .failed && error.place == curatedKey)
      let event = try #require(Uploads.event())
      let pipeline = IngestionPipeline(store: lake)
      #expect(try await !pipeline.isDone(event))
      #expect(try await lake.get("raw/\(folder)/run_ts=20260126T153012Z/players.csv") == ours)
      #expect(try await pipeline.ingest(ours, of: event).isAccepted)
      #expect(try await pipeline.isDone(event))
    }
  }
}

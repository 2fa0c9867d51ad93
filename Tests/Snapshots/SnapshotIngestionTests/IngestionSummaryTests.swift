import Bytes
import DataLake
import SnapshotIngestion
import Storage
import TestSupport
import Testing
import UploadReading

/// What a server logs of an upload.
@Suite struct IngestionSummaryTests {
  @Test(arguments: [
    ("ID,Name\n7,Anna\n8,Bo\n", "2 players"), ("ID,Name\n7,Anna\n", "1 player"),
    ("ID,Name\n7,Anna\nx,Bo\n", "1 player, 1 row refused"),
    ("ID,Name\n7,Anna\nx,Bo\n,Cy\n8,Di\n", "2 players, 2 rows refused"),
  ])
  func playersAndRejectedRowsAreCounted(_ upload: String, outcome: String) async throws {
    try await withTemporaryLake { lake async throws in
      let report = try await IngestionPipeline(store: lake)
        .ingest(SharedBytes(upload), of: try #require(Uploads.event()))
      #expect(report.summary(of: "a.csv") == "a.csv accepted, \(outcome)")
    }
  }

  @Test func anUploadThatANewerOneHidesIsSaidSo() async throws {
    try await withTemporaryLake { lake async throws in
      let pipeline = IngestionPipeline(store: lake)
      let newer = try #require(Uploads.event("2026-01-27T08:00:00Z"))
      _ = try await pipeline.ingest(Uploads.threeLater, of: newer)
      let report = try await pipeline.ingest(Uploads.three, of: try #require(Uploads.event()))
      #expect(
        report.summary(of: "a.csv") == "a.csv accepted, but not shown: the upload of 2026-01-26 "
          + "from 2026-01-27T08:00:00Z is newer")
    }
  }

  @Test func aRejectionIsGivenWithItsReason() async throws {
    try await withTemporaryLake { lake async throws in
      let report = try await IngestionPipeline(store: lake)
        .ingest(Uploads.refused, of: try #require(Uploads.event()))
      #expect(
        report.summary(of: "a.csv") == "a.csv refused: row 2, column \"ID\": found repeated ids: "
          + "1, in 2 rows, expected each id in one row only")
    }
  }

  @Test func anUploadThatIsNotReadHasAReportAlone() async throws {
    try await withTemporaryLake { lake async throws in
      let event = try #require(Uploads.event())
      let pipeline = IngestionPipeline(store: lake)
      let rejection = Rejection(.limitExceeded, found: "9 GB", expected: "at most 1 GB")
      let report = try await pipeline.refuse(event, unread: rejection)
      #expect(report.summary(of: "a.csv") == "a.csv refused: found 9 GB, expected at most 1 GB")
      #expect(report.contentHash == nil && report.reading == nil && report.raw == nil)
      #expect(try await Array(lake.tree().keys) == [report.report.description])
      #expect(try await pipeline.isDone(event))
    }
  }
}

import Bytes
import DataLake
import SnapshotIngestion
import Storage
import TestSupport
import Testing

/// Uploads that come together, or have nearly the same name.
@Suite struct RunFolderTests {
  private func upload(_ number: Int) -> SharedBytes { SharedBytes("ID,Power\n7,\(number)\n") }

  @Test func aHundredUploadsOfOneSecondAreAllKept() async throws {
    try await withTemporaryLake { lake async throws in
      let pipeline = IngestionPipeline(store: lake)
      let events = try (0..<100).map { number in
        // Of one name, of another, and with a version as S3 has it.
        try #require(
          Uploads.event(
            "2026-01-26T15:30:12.\(100 + number)Z",
            file: number % 3 == 0 ? "other.csv" : "players.csv",
            version: "\(number)"))
      }
      for (number, event) in events.enumerated() {
        let report = try await pipeline.ingest(upload(number), of: event)
        #expect(report.isAccepted && !report.isSuperseded)
        #expect(try await lake.get(try #require(report.raw).description) == upload(number))
      }
      let tree = try await lake.tree()
      #expect(tree.keys.count { $0.hasPrefix("raw/") } == 100)
      #expect(tree.keys.count { $0.hasPrefix("reports/") } == 100)
      for number in [0, 1, 50, 99] {
        #expect(try await pipeline.isDone(events[number]))
        _ = try await pipeline.ingest(upload(number), of: events[number])
      }
      #expect(try await lake.tree() == tree)
      let next = try #require(Uploads.event("2026-01-26T15:30:12.999Z"))
      #expect(try await !pipeline.isDone(next))
    }
  }

  @Test func namesThatLookTheSameAreTwo() async throws {
    try await withTemporaryLake { lake async throws in
      let pipeline = IngestionPipeline(store: lake)
      let names = ["caf\u{E9}.csv", "cafe\u{301}.csv"]
      for (number, name) in names.enumerated() {
        let event = try #require(Uploads.event(file: name))
        _ = try await pipeline.ingest(upload(number), of: event)
      }
      let raw = try await lake.list("raw/", delimited: false).keys
      #expect(raw.count == 2)
      for (number, name) in names.enumerated() {
        let key = try #require(
          raw.first { Array($0.utf8).suffix(name.utf8.count) == Array(name.utf8)[...] })
        #expect(try await lake.get(key) == upload(number))
      }
    }
  }

  @Test func theNewestOfANameIsKnownByItsBytes() async throws {
    try await withTemporaryLake { lake async throws in
      let pipeline = IngestionPipeline(store: lake)
      let first = try #require(Uploads.event("2026-01-26T10:00:00Z"))
      let later = try #require(Uploads.event("2026-01-26T12:00:00Z"))
      #expect(try await !pipeline.isLatest(upload(1), of: first))
      _ = try await pipeline.ingest(upload(1), of: first)
      #expect(try await pipeline.isLatest(upload(1), of: later))
      #expect(try await !pipeline.isLatest(upload(2), of: later))
      let other = try #require(Uploads.event("2026-01-26T12:00:00Z", file: "other.csv"))
      #expect(try await !pipeline.isLatest(upload(1), of: other))
      _ = try await pipeline.ingest(upload(2), of: later)
      #expect(try await !pipeline.isLatest(upload(1), of: later))
      #expect(try await pipeline.isLatest(upload(2), of: later))
    }
  }

  @Test func whatIsNewerAndStaysIsNamed() async throws {
    try await withTemporaryLake { lake async throws in
      let pipeline = IngestionPipeline(store: lake)
      let future = try #require(Uploads.event("2100-01-01T00:00:00Z"))
      _ = try await pipeline.ingest(upload(1), of: future)
      let report = try await pipeline.ingest(
        upload(2), of: try #require(Uploads.event("2026-01-26T12:00:00Z")))
      #expect(report.isAccepted && report.newerUpload == future.time)
    }
  }

  @Test func aFileUnderATemporaryNameIsRefusedUnread() async throws {
    try await withTemporaryLake { lake async throws in
      let event = try #require(Uploads.event(file: "players.csv.crdownload"))
      let report = try await IngestionPipeline(store: lake).ingest(Uploads.three, of: event)
      #expect(!report.isAccepted && report.raw == nil)
      #expect(try await lake.tree().keys.allSatisfy { $0.hasPrefix("reports/") })
      let stored = String(
        decoding: try await lake.get(report.report.description).array, as: UTF8.self)
      #expect(stored.contains("temporary_name") && stored.contains("crdownload"))
    }
  }
}

import Bytes
import Datasets
import SnapshotIngestion
import Storage
import TestSupport
import Testing
import UploadReading

/// Uploads with rows of several days become what they were, whatever else is lost.
@Suite struct SnapshotRebuildDatesTests {
  /// Two scans: of players who stand in both, of one who cannot be read in the second, and one over
  /// midnight.
  static let scans = [
    "Date,ID\n2026-01-19,7\n2026-01-19,8\n2026-01-26,7\n",
    "Date,ID\n2026-01-19,N/A\n2026-01-26,7\n",
    "Date,ID\n2026-01-25,7\n2026-01-26,8\n",
  ]
  static let cases = scans.flatMap { scan in
    [[], ["curated"], ["reports"]].map { (scan, $0) }
  }

  private func ingest(_ upload: String, ofOneDay: Bool, into lake: DirectoryStore) async throws {
    let event = try #require(Uploads.event())
    var settings = IngestionSettings()
    if ofOneDay { settings.reading.rowsOfDate = event.snapshot.date }
    let report = try await IngestionPipeline(store: lake, settings: settings)
      .ingest(SharedBytes(upload), of: event)
    try #require(report.isAccepted)
  }

  @Test(arguments: cases)
  func theRowsOfOneDayAreTakenAgain(_ upload: String, _ lost: [String]) async throws {
    try await withTemporaryLake { lake async throws in
      try await ingest(upload, ofOneDay: true, into: lake)
      let before = try await lake.tree()
      for area in lost { try lake.remove(area) }
      #expect(try await rebuild(lake).isIncomplete == false)
      #expect(try await lake.tree() == before)
    }
  }

  @Test(arguments: [[], ["curated"], ["reports"], ["curated", "reports"]])
  func aScanOverMidnightStaysWhole(_ lost: [String]) async throws {
    try await withTemporaryLake { lake async throws in
      try await ingest(Self.scans[2], ofOneDay: false, into: lake)
      for area in lost { try lake.remove(area) }
      let change = lost.contains("curated") ? "restored" : "unchanged"
      #expect(try await rebuild(lake).summary == "\(change) 2")
    }
  }

  @Test func whereAllElseIsLostTheDaysRowsAreTaken() async throws {
    try await withTemporaryLake { lake async throws in
      try await ingest(Self.scans[0], ofOneDay: true, into: lake)
      for area in ["curated", "reports"] { try lake.remove(area) }
      #expect(try await rebuild(lake).summary == "restored 1")
      #expect(try await rebuild(lake).changes == [.unchanged])
    }
  }
}

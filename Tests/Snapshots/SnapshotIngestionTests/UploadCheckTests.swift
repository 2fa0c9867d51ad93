import Bytes
import SnapshotIngestion
import Storage
import TestSupport
import Testing
import UploadReading

@Suite struct UploadCheckTests {
  @Test(arguments: [(Uploads.three, true), (Uploads.refused, false)])
  func theReportIsTheOneThatTheUploadWillHave(_ upload: SharedBytes, isAccepted: Bool) async throws
  {
    try await withTemporaryLake { lake async throws in
      let earlier = try #require(Uploads.event("2026-01-20T08:00:00Z", on: "2026-01-19"))
      _ = try await IngestionPipeline(store: lake).ingest(Uploads.threeLater, of: earlier)
      let before = try await lake.tree()
      let event = try #require(Uploads.event())
      let checked = try await UploadCheck(store: lake).check(
        UploadDocument(upload, named: event.file.text, limits: UploadLimits()), of: event)
      #expect(try await lake.tree() == before)
      #expect(checked.isAccepted == isAccepted)

      let report = try await IngestionPipeline(store: lake).ingest(upload, of: event)
      #expect(checked.anomalies == report.anomalies && checked.comparison == report.comparison)
      #expect(checked.problems == report.problems && checked.contentHash == report.contentHash)
      #expect((report.comparison != nil) == isAccepted)
    }
  }

  @Test func noLakeIsNeeded() async throws {
    let event = try #require(Uploads.event())
    let report = try await UploadCheck(store: nil).check(
      UploadDocument(Uploads.three, named: event.file.text, limits: UploadLimits()), of: event)
    #expect(report.isAccepted && report.anomalousRows == 1 && report.comparison == nil)
  }
}

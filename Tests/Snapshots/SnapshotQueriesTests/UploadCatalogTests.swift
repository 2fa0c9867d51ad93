import Bytes
import DataLake
import Datasets
import Storage
import TestSupport
import Testing
import Time

@testable import SnapshotQueries

@Suite struct UploadCatalogTests {
  private let kingdom = Kingdom(51)

  private func report(_ status: String, problems: String = "[]", file: String = "a.csv") -> String {
    """
    {"run_id":"r","uploaded_at":"2026-01-26T15:30:12Z","file":"\(file)","status":"\(status)",\
    "rows":{"total":3,"accepted":2,"refused":1,"suspicious":4},"problems":\(problems),\
    "unlisted_problems":5}
    """
  }

  private func record(_ report: String) throws -> UploadRecord? {
    let snapshot = SnapshotID(
      kingdom: try #require(kingdom), date: try #require(CalendarDate("2026-01-26")))
    return UploadRecord(
      snapshot: snapshot, run: try #require(RunTimestamp("20260126T153012Z")),
      report: Array(report.utf8))
  }

  @Test func aReportIsToldInShort() throws {
    let problem = #"{"row":2,"column":"Governor ID","found":"7","expected":"an id once"}"#
    let record = try #require(try record(report("refused", problems: "[\(problem)]")))
    let report = record.report
    #expect(!report.isAccepted && report.problemCount == 6 && report.rows.suspicious == 4)
    #expect((report.rows.total, report.rows.accepted, report.rows.refused) == (3, 2, 1))
    #expect(
      report.reason == "row 2, column \"Governor ID\": found 7, expected an id once")
    #expect(try #require(try self.record(self.report("accepted"))).report.reason == nil)
  }

  @Test(arguments: ["", "{}", "[1]", #"{"run_id":"r"}"#, #"{"run_id":7,"uploaded_at":"then"}"#])
  func whatIsNoReportIsNone(_ text: String) throws {
    #expect(try record(text) == nil)
  }

  @Test func theNewestComesFirstAndStrangeKeysAreLeftOut() async throws {
    try await withTemporaryLake { lake async throws in
      for (date, run) in [
        ("2026-01-19", "20260126T100000Z"), ("2026-01-26", "20260126T153012Z"),
        ("2026-01-26", "20260127T000000Z"),
      ] {
        let key = "reports/source=rok_players/kingdom=51/dt=\(date)/run_ts=\(run)/report.json"
        _ = try await lake.put(key, [SharedBytes(report("accepted", file: run))], when: .always)
      }
      let stray = "reports/source=rok_players/kingdom=51/dt=2026-01-26/notes.txt"
      _ = try await lake.put(stray, [SharedBytes("")], when: .always)
      let catalog = SnapshotCatalog(store: lake).uploads
      let kingdom = try #require(kingdom)
      let runs = try await catalog.runs(of: kingdom)
      #expect(
        runs.map(\.run.description)
          == ["20260127T000000Z", "20260126T153012Z", "20260126T100000Z"])
      let records = try await catalog.records(of: kingdom, runs)
      #expect(records.map(\.file) == runs.map(\.run.description))
      let nowhere = UploadCatalog.Run(
        date: runs[0].date, run: try #require(RunTimestamp("20200101T000000Z")))
      #expect(try await catalog.report(of: kingdom, nowhere) == nil)
    }
  }
}

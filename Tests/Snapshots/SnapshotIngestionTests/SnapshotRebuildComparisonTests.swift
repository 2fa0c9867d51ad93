import Bytes
import JSON
import SnapshotIngestion
import Storage
import TestSupport
import Testing

/// A lake of three dates of a kingdom, each handled after the one before.
private func withThreeDates(_ body: (DirectoryStore) async throws -> Void) async throws {
  try await withTemporaryLake { lake async throws in
    for (number, date) in ["2026-01-12", "2026-01-19", "2026-01-26"].enumerated() {
      let rows = (1...20).map { "\($0),P,\($0 * 10 - number)\n" }.joined()
      let event = try #require(Uploads.event("\(date)T08:00:00Z", on: date))
      _ = try await IngestionPipeline(store: lake)
        .ingest(SharedBytes("id,name,deaths\n\(rows)"), of: event)
    }
    try await body(lake)
  }
}

private func rebuildAll(_ lake: DirectoryStore) async throws {
  let rebuild = SnapshotRebuild(store: lake, now: afterwards)
  _ = try await rebuild.rebuild(try await rebuild.snapshots(of: nil, on: nil))
}

@Suite struct SnapshotRebuildComparisonTests {
  @Test(arguments: [["curated"], ["reports"], ["curated", "reports"]])
  func whatWasComparedIsComparedAgain(_ lost: [String]) async throws {
    try await withThreeDates { lake in
      let before = try await lake.tree()
      for prefix in lost { try lake.remove(prefix) }
      try await rebuildAll(lake)
      let after = try await lake.tree()
      // Where curated files and reports are both lost, nothing tells the exact names of the runs.
      if lost.count == 1 { #expect(after == before) }
      for (key, body) in after where key.hasPrefix("reports/") && !key.contains("2026-01-12") {
        let report = try JSONValue(parsing: body.array)
        #expect(report["compared_with"]?["players_in_both"]?.integer == 20)
        #expect(report["suspicions"]?["fallen_counter"]?.integer == 20)
      }
    }
  }

  @Test func aReportKeepsNamingTheUploadThatItsSnapshotWasComparedWith() async throws {
    try await withThreeDates { lake in
      // The first date is uploaded again, so that what the second was compared with stands no more.
      let event = try #require(Uploads.event("2026-01-13T08:00:00Z", on: "2026-01-12"))
      _ = try await IngestionPipeline(store: lake).ingest(Uploads.three, of: event)
      let before = try await lake.tree()
      let rebuild = SnapshotRebuild(store: lake, now: afterwards)
      let rebuilt = try await rebuild.rebuild(try await rebuild.snapshots(of: nil, on: nil))
      #expect(rebuilt.flatMap(\.changes).allSatisfy { $0 == .unchanged })
      #expect(try await lake.tree() == before)
    }
  }

  @Test func aLostUploadLeavesTheOneThatStandsToCompareWith() async throws {
    try await withThreeDates { lake in
      let event = try #require(Uploads.event("2026-01-13T08:00:00Z", on: "2026-01-12"))
      let report = try await IngestionPipeline(store: lake).ingest(Uploads.three, of: event)
      try lake.remove("raw/source=rok_players/kingdom=51/dt=2026-01-12/run_ts=20260112T080000Z")
      try await rebuildAll(lake)
      let key = "reports/source=rok_players/kingdom=51/dt=2026-01-19/run_ts=20260119T080000Z"
      let rebuilt = try JSONValue(parsing: try await lake.get("\(key)/report.json").array)
      #expect(rebuilt["compared_with"]?["run_id"]?.string == report.runID)
    }
  }
}

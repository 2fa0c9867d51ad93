import Bytes
import DataLake
import JSON
import SnapshotIngestion
import Storage
import TestSupport
import Testing
import Time
import UploadReading

/// Puts uploads of kingdom 51 into a lake one date after the other and tells what stands out in the
/// last one.
private func report(
  _ uploads: [(date: String, csv: String)], listing limit: Int = 100
) async throws -> (report: IngestionReport, stored: JSONValue) {
  try await withTemporaryLake { lake async throws in
    var settings = IngestionSettings()
    settings.reading.limits.listedProblems = limit
    var last: IngestionReport?
    for upload in uploads {
      let event = try #require(Uploads.event(on: upload.date))
      last = try await IngestionPipeline(store: lake, settings: settings)
        .ingest(SharedBytes(upload.csv), of: event)
    }
    let report = try #require(last)
    let stored = try JSONValue(parsing: try await lake.get(report.report.description).array)
    return (report, stored)
  }
}

@Suite struct AnomalyTests {
  private static let header =
    "id,name,alliance,kill_points,t1_kills,t2_kills,t3_kills,t4_kills,"
    + "t5_kills,deaths\n"

  @Test func killPointsThatTheKillsDoNotMakeAreListed() async throws {
    let (report, stored) = try await report([
      (
        "2026-01-26",
        Self.header + "1,Anna,ICE,71,5,5,5,2,1,3\n2,Bo,ICE,72,5,5,5,2,1,3\n3,Cy,,9,0,0,0,0,0,\n"
          + "4,Di,,,0,0,0,0,0,\n5,Ed,,0,0,0,0,0,0,0\n"
      )
    ])
    #expect(report.anomalousRows == 2 && report.comparison == nil)
    let mismatch = try #require(report.anomalies.listed(.killPointsMismatch).first)
    #expect((mismatch.row, mismatch.id, mismatch.name) == (3, 2, "Bo"))
    #expect(mismatch.found == "72" && mismatch.expected.hasPrefix("71,"))
    #expect(report.anomalies.listed(.hiddenTiers).map(\.id) == [3])
    #expect(stored["suspicions"]?["kill_points_mismatch"]?.integer == 1)
    #expect(stored["suspicions"]?["hidden_tiers"]?.integer == 1)
    #expect(stored["suspicions"]?["listed"]?.elements?.count == 2)
    #expect(stored["compared_with"] == .null)
  }

  @Test func aNumberThatOnlyGrowsAndFellIsListed() async throws {
    let (report, stored) = try await report([
      (
        "2026-01-19",
        Self.header + "1,Anna,ICE,71,5,5,5,2,1,3\n2,Bo,ICE,,,,,9,9,9\n7,Gone,,,,,,,,1\n"
      ),
      // A missing number has not fallen, and an order of their own changes nothing.
      (
        "2026-01-26", Self.header + "9,New,,,,,,,,1\n2,Bo,ICE,,,,,8,7,\n1,Anna,ICE,71,5,5,5,2,1,3\n"
      ),
    ])
    let falls = report.anomalies.listed(.fallenCounter)
    #expect(report.anomalies.count(.fallenCounter) == 1)
    #expect(falls.map(\.column) == ["t4_kills", "t5_kills", "kills"])
    #expect(falls.map(\.found) == ["8", "7", "15"])
    #expect(falls[1].expected == "at least 9, as on 2026-01-19")
    let comparison = try #require(report.comparison)
    #expect(
      (comparison.playersInBoth, comparison.newPlayers, comparison.absentPlayers) == (2, 1, 1))
    #expect(!comparison.isMostlyNew)
    #expect(stored["compared_with"]?["snapshot_date"]?.string == "2026-01-19")
    #expect(stored["suspicions"]?["fallen_counter"]?.integer == 1)
  }

  @Test(arguments: [
    ("Anna,FIRE", 0), ("Hanna,ICE", 0), ("Hanna,FIRE", 1),
    // Without an alliance nothing tells that it is another.
    ("Hanna,", 0),
  ])
  func whoHasAnotherNameAndAnotherAllianceIsListed(_ player: String, count: Int) async throws {
    let (report, _) = try await report([
      ("2026-01-19", "id,name,alliance\n1,Anna,ICE\n"),
      ("2026-01-26", "id,name,alliance\n1,\(player)\n"),
    ])
    #expect(report.anomalies.count(.renamedAndMoved) == count)
    #expect(
      report.anomalies.listed(.renamedAndMoved).allSatisfy {
        $0.found == "Hanna of FIRE" && $0.expected == "Anna of ICE, as on 2026-01-19"
      })
  }

  @Test(arguments: [(ids: 1...10, isMostlyNew: false), (6...15, false), (7...16, true)])
  func aListOfMostlyNewPlayersIsSaidSo(ids: ClosedRange<Int>, isMostlyNew: Bool) async throws {
    func list(_ ids: ClosedRange<Int>) -> String {
      "id,name\n" + ids.map { "\($0),P\($0)\n" }.joined()
    }
    let (report, stored) = try await report([
      ("2026-01-19", list(1...10)), ("2026-01-26", list(ids)),
    ])
    #expect(report.comparison?.isMostlyNew == isMostlyNew)
    #expect(stored["suspicions"]?["mostly_new"]?.bool == isMostlyNew)
  }

  @Test func allAreCountedAndTheFirstOnesListed() async throws {
    func list(_ deaths: Int) -> String {
      "id,name,kills,deaths\n" + (1...300).map { "\($0),P,\(deaths),\(deaths)\n" }.joined()
    }
    let (report, _) = try await report(
      [("2026-01-19", list(5)), ("2026-01-26", list(4))], listing: 3)
    #expect(report.anomalies.count(.fallenCounter) == 300)
    #expect(report.anomalies.listed.map(\.id) == [1, 1, 2, 2, 3, 3])
  }

  @Test func theSnapshotBeforeIsTheOneOfTheGreatestEarlierDate() async throws {
    let list = "id,name\n1,A\n"
    let (report, _) = try await report([
      ("2026-01-12", list), ("2026-01-19", list), ("2026-02-02", list), ("2026-01-26", list),
    ])
    #expect(report.comparison?.earlier.date == CalendarDate("2026-01-19"))
  }

  @Test func tooManyPlayersAreNotCompared() async throws {
    try await withTemporaryLake { lake async throws in
      var settings = IngestionSettings()
      settings.comparedPlayers = 2
      let pipeline = IngestionPipeline(store: lake, settings: settings)
      var reports: [IngestionReport] = []
      for date in ["2026-01-19", "2026-01-26"] {
        let event = try #require(Uploads.event(on: date))
        reports.append(try await pipeline.ingest(Uploads.three, of: event))
      }
      #expect(reports[1].isAccepted && reports[1].comparison == nil)
    }
  }
}

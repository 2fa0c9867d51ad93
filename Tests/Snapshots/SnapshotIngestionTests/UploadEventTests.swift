import Datasets
import Parquet
import Testing
import Time

@testable import SnapshotIngestion

/// The names of runs and of their folders.
@Suite struct UploadEventTests {
  /// The first half of a SHA-256, worked out with another tool. Reports and files keep these names
  /// for ever.
  @Test(
    arguments: [
      ("players.csv", "2026-01-26T15:30:12Z", nil, "e7b731019908821481a28b778bfdd852"),
      ("players.csv", "2026-01-26T15:30:12.001Z", nil, "f9811538bb25bf818243bcf913975ce1"),
      ("players.csv", "2026-01-26T15:30:12Z", "v1", "738b65978aaa2583fffc499971478735"),
      ("players.csv", "2026-01-26T15:30:12Z", "", "e7b731019908821481a28b778bfdd852"),
      ("other.csv", "2026-01-26T15:30:12Z", nil, "cc6590ed4945503a4c1100a34008eda6"),
    ] as [(String, String, String?, String)])
  func aRunIsNamedAfterItsEvent(
    _ file: String, _ time: String, version: String?, name: String
  ) throws {
    let event = try #require(Uploads.event(time, file: file, version: version))
    #expect(event.runID == name)
    #expect(Run(of: event).id == name)
  }

  @Test func aRunGivesItsColumnsTheirValues() throws {
    let event = try #require(Uploads.event("2026-01-26T15:30:12.345Z"))
    let run = Run(of: event, id: "0f")
    #expect(run.value(of: .kingdom) == .int32(51))
    // Days since 1970-01-01, and microseconds.
    #expect(run.value(of: .snapshotDate) == .int32(20_479))
    #expect(run.value(of: .ingestedAt) == .int64(1_769_441_412_345_000))
    #expect(run.value(of: .runID) == .string("0f"))
    #expect(run.value(of: .recordHash) == nil)
  }

  /// Uploads of one second move on to the next free ones, at most for a day.
  @Test(arguments: [
    ("20260126T153012Z", true), ("20260126T153013Z", true), ("20260127T153011Z", true),
    ("20260127T153012Z", false), ("20260126T153011Z", false),
  ])
  func aFolderIsAtOrAfterTheSecondOfItsUpload(_ folder: String, mayBe: Bool) throws {
    let second = try #require(RunTimestamp("20260126T153012Z"))
    let folder = try #require(RunTimestamp(folder))
    #expect(folder.mayBeFolder(ofUploadIn: second) == mayBe)
  }

  @Test func theSecondsFromHereEndWithTheCalendar() throws {
    let last = try #require(RunTimestamp("99991231T235958Z"))
    #expect(
      last.secondsFromHere.map(\.description) == ["99991231T235958Z", "99991231T235959Z"])
    let second = try #require(RunTimestamp("20260126T153012Z"))
    var (count, end) = (0, second)
    for next in second.secondsFromHere { (count, end) = (count + 1, next) }
    #expect(count == 86_400 && end.description == "20260127T153011Z")
  }
}

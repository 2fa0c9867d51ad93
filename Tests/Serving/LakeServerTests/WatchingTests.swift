import Datasets
import Foundation
import Storage
import TestSupport
import Testing
import Time

@testable import LakeServer

private func snapshot(_ day: Int) -> SnapshotID? {
  Kingdom("51").flatMap { kingdom in
    CalendarDate(year: 2026, month: 1, day: day).map { SnapshotID(kingdom: kingdom, date: $0) }
  }
}

@Suite struct LakeEventTests {
  private let place = "source=rok_players/kingdom=51/dt=2026-01-26"

  @Test func aCuratedFileAndAReportAreTold() throws {
    let curated = try #require(LakeEvent(path: "curated/\(place)/players.parquet"))
    #expect(
      curated.text == "event: snapshot\ndata: {\"kingdom\":51,\"date\":\"2026-01-26\"}\n\n")
    #expect(LakeEvent(path: "curated/\(place)") == curated)
    let report = try #require(
      LakeEvent(path: "reports/\(place)/run_ts=20260126T153012Z/report.json"))
    #expect(
      report.text
        == "event: upload\ndata: {\"kingdom\":51,\"date\":\"2026-01-26\",\"run_ts\":\"20260126T153012Z\"}\n\n"
    )
  }

  @Test(arguments: [
    "", "curated", "curated/source=rok_players/kingdom=51", "inbox/source=rok_players",
    "raw/source=rok_players/kingdom=51/dt=2026-01-26/run_ts=20260126T153012Z/a.csv",
    "reports/source=rok_players/kingdom=51/dt=2026-01-26", "curated/notes.txt",
  ])
  func nothingElseIs(path: String) {
    #expect(LakeEvent(path: path) == nil)
  }
}

#if os(Linux)
  @Suite(.timeLimit(.minutes(1))) struct InotifySourceTests {
    @Test func whatGoesIsToldOf() async throws {
      try await withTemporaryLake { lake async throws in
        let (findings, continuation) = AsyncStream.makeStream(of: WatchFinding.self)
        let files = FileManager.default
        let root = URL(filePath: lake.root)
        for folder in ["a/b", "c", "other"] {
          try files.createDirectory(
            at: root.appending(path: folder), withIntermediateDirectories: true)
        }
        for file in ["a/b/file", "c/file", "other/file"] {
          try Data("x".utf8).write(to: root.appending(path: file))
        }
        let made = InotifySource(
          root: lake.root, name: "test", looksForRemovals: true,
          enters: { !$0.hasPrefix("other") }, report: { _ in },
          found: { continuation.yield($0) })
        let source = try #require(made)
        #expect(source.start())
        try files.removeItem(at: root.appending(path: "c/file"))
        try files.removeItem(at: root.appending(path: "other/file"))
        try files.moveItem(at: root.appending(path: "a"), to: root.appending(path: "other/a"))
        try Data("x".utf8).write(to: root.appending(path: "last"))
        var found: [WatchFinding] = []
        for await finding in findings {
          found.append(finding)
          if case .file(let file) = finding, file.path == "last" { break }
        }
        source.cancel()
        let there = ["a/b/file", "c/file"].map {
          WatchFinding.file(WatchedFile(path: $0, sighting: .look))
        }
        #expect(Array(found.prefix(2)) == there)
        #expect(found.contains(.went("c/file")))
        #expect(Set(found.filter { $0 == .went("a") || $0 == .went("a/b") }).count == 2)
        #expect(!found.contains(.went("other/file")))
      }
    }
  }
#endif

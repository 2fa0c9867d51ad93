import Foundation
import LiveScores
import SQLiteLog
import ScoreLog
import Storage
import TestSupport
import Testing
import Time

@testable import LogArchive

@Suite struct LogArchiveTests {
  @Test(arguments: [1, 3, 50_000])
  func whatIsArchivedIsReadAsItWas(eventsAtOnce: Int) async throws {
    try await withLog { log, time, archive in
      let archive = archive(eventsAtOnce)
      let board = try await log.create(definition("game1", places: 2))
      try await log.submit("a", 150, metadata: #"{"level":10}"#)
      try await log.submit("ünï", -5)
      time.advance(by: .seconds(86_400))
      _ = try await log.reset(board.id)
      try await log.submit("a", 7)
      _ = try await log.remove(PlayerID("a"), from: board.id)
      _ = try await log.change(board.id, BoardChange(name: "Other"))
      _ = try await log.delete(board.id)

      let added = try await archive.add(eventsOf: log)
      #expect(added.missingCount == 0)
      #expect(added.files.map(\.day) == ["2026-11-30", "2026-12-01"])
      #expect(try await archive.files() == added.files)
      var read: [LogEvent] = []
      for file in added.files { read += try await archive.events(of: file) }
      #expect(read == (try await log.events(after: 0, limit: 100)))
      #expect(try await archive.add(eventsOf: log) == ArchiveAddition())
    }
  }

  @Test func anExportGoesOnWhereTheLastOneEnded() async throws {
    try await withLog { log, _, archive in
      let archive = archive(100)
      _ = try await log.create(definition("game1"))
      try await log.submit("a", 1)
      #expect(try await archive.add(eventsOf: log).files.map(\.last) == [2])
      try await log.submit("a", 2)
      try await log.submit("b", 2)
      let added = try await archive.add(eventsOf: log)
      #expect(added.files.map { [$0.first, $0.last] } == [[3, 4]])
      #expect(
        added.files.first?.key
          == "live/events/dt=2026-11-30/events-0000000000000000003-0000000000000000004.parquet")
    }
  }

  @Test func forgottenEventsAreCounted() async throws {
    try await withLog { log, time, archive in
      let board = try await log.create(definition("game1"))
      for number in 1...5 { try await log.submit("p\(number)", 1) }
      _ = try await log.reset(board.id)
      time.advance(by: .seconds(8 * 86_400))
      try await log.submit("later", 1)
      var next: Int64? = 0
      while let start = next {
        next = try await log.compact(from: start, upTo: .max).next
      }
      let added = try await archive(100).add(eventsOf: log)
      #expect(added.missingCount == 5)
    }
  }

  @Test(arguments: [
    "live/events/dt=2026-11-30/events-1-2.parquet", "live/events/other.parquet",
    "live/events/dt=2026-11-30/events-x-y.parquet", "elsewhere/dt=2026-11-30/events-1-2.parquet",
  ])
  func otherFilesAreNoneOfTheArchive(key: String) {
    #expect(ArchiveFile(key: key) == nil)
  }

  private func withLog(
    _ body: (SQLiteLog, ManualClock, (Int) -> LogArchive) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "log-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let time = ManualClock("2026-11-30T10:00:00Z")
    var settings = SQLiteLog.Settings()
    settings.clock = time.clock
    let log = try await SQLiteLog.open(
      folder.appending(path: "scores.db").path(), settings: settings)
    let store = DirectoryStore(root: folder.path())
    try await body(log, time) { LogArchive(store, eventsAtOnce: $0) }
    await log.close()
  }

  private func definition(_ id: String, places: Int = 0) throws -> BoardDefinition {
    try BoardDefinition(
      id: BoardID(id), name: "Game", updateMode: .replace, scale: ScoreScale(places: places))
  }
}

extension SQLiteLog {
  fileprivate func submit(
    _ player: String, _ score: Int64, metadata: String? = nil
  ) async throws {
    let submission = Submission(
      board: try BoardID("game1"), player: try PlayerID(player), score: score,
      metadata: metadata.map { Array($0.utf8) },
      key: try SubmissionKey("\(player) \(score)"))
    _ = try await append([submission])
  }
}

import Failures
import Foundation
import LiveScores
import ScoreLog
import TestSupport
import Testing
import Time

@testable import SQLiteLog

@Suite struct FailureTests {
  /// Opens a log, which must fail.
  private func failure(of folder: LogFolder) async throws -> ScoreLogError {
    try #require(await #expect(throws: ScoreLogError.self) { try await folder.open() })
  }

  private func write(_ sql: String, to path: String) throws {
    try SQLiteConnection(path, isWritable: true).execute(sql)
  }

  private func large(_ number: Int) throws -> [Submission] {
    try (0..<40).map {
      try submission(
        "p\($0)", 1, key: "\(number)-\($0)", metadata: String(repeating: "x", count: 2_000))
    }
  }

  @Test func aFullDiskIsToldAndHealsWhenThereIsRoom() async throws {
    try await withLog(.increment) { log, board, folder in
      _ = try await log.append(large(0))
      try await log.writer.execute("PRAGMA max_page_count = 40")
      let error = await #expect(throws: ScoreLogError.self) { try await log.append(large(1)) }
      #expect(error?.code == .full)
      #expect(error?.place == folder.path)
      #expect(error?.reason == "database or disk is full (SQLite 13)")
      #expect(try await log.scores(of: board).values.allSatisfy { $0 == 1 })
      #expect(try await log.lastSequence() == 41)
      #expect(await log.problem()?.code == .full)
      try await log.writer.execute("PRAGMA max_page_count = 100000")
      #expect(await log.problem() == nil)
      #expect(try await log.append(large(1)).allSatisfy { $0.line.hasPrefix("recorded") })
      let again = try await folder.reopen(log)
      #expect(try await again.scores(of: board).values.allSatisfy { $0 == 2 })
      #expect(try await again.append(large(0)).allSatisfy { $0.line.hasPrefix("repeated") })
      await again.close()
    }
  }

  /// A commit that fails may have happened, so the callers are told that nobody knows.
  @Test func aFailedCommitIsAnUnknownOutcome() async throws {
    try await withLog(.increment) { log, board, _ in
      // A rule that SQLite checks when a transaction is committed.
      try await log.writer.execute(
        """
        PRAGMA foreign_keys = ON;
        CREATE TABLE parent (id INTEGER PRIMARY KEY);
        CREATE TABLE child (id REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
        CREATE TRIGGER fail AFTER INSERT ON standing BEGIN INSERT INTO child VALUES (7); END
        """)
      let error = await #expect(throws: ScoreLogError.self) {
        try await log.append([submission("a", 1, key: "1")])
      }
      #expect(error?.code == .outcomeUnknown)
      #expect((error?.underlying as? ScoreLogError)?.code == .unavailable)
      #expect(try await log.lastSequence() == 1)
      try await log.writer.execute("DROP TRIGGER fail")
      #expect(try await log.submit(submission("a", 1, key: "1")) == "recorded 2: none -> 1")
      #expect(await log.problem() == nil)
    }
  }

  @Test func aBrokenPageIsFoundAtTheStart() async throws {
    try await withLog { log, _, folder in
      for number in 0..<10 { _ = try await log.append(large(number)) }
      await log.close()
      let file = try FileHandle(forUpdating: URL(filePath: folder.path))
      // The header of the root page of a table: page 5 of 4,096 bytes.
      try file.seek(toOffset: 4 * 4_096)
      try file.write(contentsOf: [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
      try file.close()
      let error = try await failure(of: folder)
      #expect(error.code == .damaged)
      #expect(error.place == folder.path)
      #expect(error.reason.contains("Page 5"))
      var settings = folder.settings
      settings.maxCheckTime = nil
      let unchecked = try await SQLiteLog.open(folder.path, settings: settings)
      #expect(
        await #expect(throws: ScoreLogError.self) {
          try await unchecked.check(within: .seconds(60))
        } == error)
      await unchecked.close()
    }
  }

  @Test func aPageThatBreaksLaterStopsTheLog() async throws {
    try await withLog { log, board, _ in
      _ = try await log.submit(submission("a", 1, key: "1"))
      let key = StandingKey(
        board: board.number, period: PeriodID(start: nil), player: try PlayerID("a"))
      // A row that no version writes.
      try await log.writer.execute("UPDATE standing SET reached_at = -5")
      let error = await #expect(throws: ScoreLogError.self) { try await log.standing(key) }
      #expect(error?.code == .damaged)
      let write = await #expect(throws: ScoreLogError.self) {
        try await log.append([submission("b", 1, key: "2")])
      }
      #expect(write?.code == .damaged)
      #expect(await log.problem()?.code == .damaged)
    }
  }

  @Test func aFileOfAnotherKindIsRefused() async throws {
    try await withLogFolder { folder in
      try Data("Not a database, but long enough to be taken for one.".utf8)
        .write(to: URL(filePath: folder.path))
      let error = try await failure(of: folder)
      #expect(error.code == .damaged && error.reason == "file is not a database (SQLite 26)")
    }
  }

  @Test func aDatabaseOfAnotherProgramIsRefusedUnchanged() async throws {
    try await withLogFolder { folder in
      try write("CREATE TABLE notes (text); PRAGMA application_id = 7", to: folder.path)
      let before = try Data(contentsOf: URL(filePath: folder.path))
      let error = try await failure(of: folder)
      #expect(error.code == .unsupportedVersion)
      #expect(error.reason == "the file is a database of another program (application_id 7)")
      #expect(try Data(contentsOf: URL(filePath: folder.path)) == before)
    }
  }

  @Test func aNewerSchemaIsRefusedByItsNumber() async throws {
    try await withLog { log, _, folder in
      await log.close()
      try write("PRAGMA user_version = 99", to: folder.path)
      let error = try await failure(of: folder)
      #expect(error.code == .unsupportedVersion)
      #expect(error.reason.hasPrefix("the file has version 99 of the schema"))
    }
  }

  @Test func twoLogsNeverUseOneFile() async throws {
    try await withLog { log, _, folder in
      let error = try await failure(of: folder)
      #expect(error.code == .busy && error.place == folder.path)
      #expect(error.reason.contains(folder.path + ".lock"))
      await log.close()
      await (try folder.open()).close()
    }
  }

  @Test func aFolderThatIsMissingIsNamed() async throws {
    try await withLogFolder { folder in
      let missing = LogFolder(path: folder.path + "/none/scores.db")
      let error = try await failure(of: missing)
      #expect(error.code == .unavailable && error.place.hasPrefix(missing.path))
    }
  }

  @Test func aCancelledCheckEnds() async throws {
    try await withLog { log, _, _ in
      let check = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await log.check(within: .seconds(60))
      }
      let error = await #expect(throws: ScoreLogError.self) { try await check.value }
      #expect(error?.code == .cancelled)
      let isWhole = try await log.check(within: .seconds(60))
      #expect(isWhole)
    }
  }

  @Test(arguments: ["score", "sequence"])
  func aStandingThatIsNoNumberIsDamaged(_ column: String) async throws {
    try await withLog { log, board, _ in
      _ = try await log.submit(submission("a", 1, key: "1"))
      try await log.writer.execute("UPDATE standing SET \(column) = 'many'")
      let error = await #expect(throws: ScoreLogError.self) { try await log.scores(of: board) }
      #expect(error?.code == .damaged)
      #expect(error?.reason == "the \(column) of a standing of board 1 cannot be read")
    }
  }

  @Test func aCheckThatTakesTooLongLeavesTheLogUsable() async throws {
    try await withLogFolder { folder in
      var settings = folder.settings
      settings.maxCheckTime = .zero
      let log = try await SQLiteLog.open(folder.path, settings: settings)
      _ = try await log.create(definition("game1"))
      #expect(try await log.lastSequence() == 1)
      await log.close()
    }
  }
}

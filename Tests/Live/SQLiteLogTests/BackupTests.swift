import Failures
import Foundation
import LiveScores
import ScoreLog
import TestSupport
import Testing
import Time

@testable import SQLiteLog

@Suite struct BackupTests {
  @Test func aBackupIsALogOfThatMoment() async throws {
    try await withLog(.increment) { log, board, folder in
      _ = try await log.append((0..<500).map { try submission("p\($0)", 1, key: "\($0)") })
      let copy = LogFolder(path: folder.path + ".backup")
      try await log.backUp(to: copy.path)
      _ = try await log.submit(submission("p0", 1, key: "later"))
      let restored = try await copy.open()
      #expect(try await restored.lastSequence() == 501)
      #expect(try await restored.boards() == [board])
      #expect(try await restored.scores(of: board).count == 500)
      #expect(try await restored.submit(submission("p0", 1, key: "0")) == "repeated 2: none -> 1")
      await restored.close()
    }
  }

  @Test func aBackupReplacesNothing() async throws {
    try await withLog { log, _, folder in
      let target = folder.path + ".backup"
      try Data("mine".utf8).write(to: URL(filePath: target))
      let error = await #expect(throws: ScoreLogError.self) { try await log.backUp(to: target) }
      #expect(error?.code == .unavailable && error?.place == target)
      #expect(try Data(contentsOf: URL(filePath: target)) == Data("mine".utf8))
      let missing = folder.path + "/none/backup.db"
      await #expect(throws: ScoreLogError.self) { try await log.backUp(to: missing) }
    }
  }

  @Test func submissionsGoOnDuringABackup() async throws {
    try await withLog(.increment) { log, board, folder in
      _ = try await log.append((0..<1_000).map { try submission("p\($0)", 1, key: "\($0)") })
      async let backup: Void = log.backUp(to: folder.path + ".backup")
      for turn in 0..<20 { _ = try await log.submit(submission("p0", 1, key: "x\(turn)")) }
      try await backup
      let restored = try await LogFolder(path: folder.path + ".backup").open()
      let last = try await restored.lastSequence()
      #expect((1_001...1_021).contains(last))
      #expect(try await restored.scores(of: board)["p0"] == last - 1_000)
      await restored.close()
    }
  }
}

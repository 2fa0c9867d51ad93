import Failures
import Foundation
import ScoreLog
import Testing

@testable import SQLiteLog

@Suite struct CheckpointScheduleTests {
  @Test func aShortLogIsLeftAlone() {
    var schedule = CheckpointSchedule()
    #expect(schedule.committed(10) == .none)
    #expect(schedule.committed(999) == .none)
  }

  @Test func aStepIsCopiedBesideTheWriter() {
    var schedule = CheckpointSchedule()
    #expect(schedule.committed(1_000) == .besideWriter)
    #expect(schedule.committed(5_000) == .none)
    schedule.finished()
    #expect(schedule.committed(5_000) == .besideWriter)
    schedule.finished()
    #expect(schedule.committed(5_999) == .none)
  }

  @Test func theWriterCopiesTheRestOfALongLog() {
    var schedule = CheckpointSchedule()
    #expect(schedule.committed(16_000) == .byWriter)
    // A reader may keep the log from starting again; then it is not tried at every commit.
    #expect(schedule.committed(16_100) == .none)
    #expect(schedule.committed(17_000) == .byWriter)
  }

  @Test func theWriterDoesNotJoinACheckpointThatRuns() {
    var schedule = CheckpointSchedule()
    #expect(schedule.committed(1_000) == .besideWriter)
    #expect(schedule.committed(17_000) == .none)
    schedule.finished()
    #expect(schedule.committed(17_001) == .byWriter)
  }

  @Test func aLogThatHasStartedAgainIsShort() {
    var schedule = CheckpointSchedule()
    #expect(schedule.committed(16_000) == .byWriter)
    #expect(schedule.committed(100) == .none)
    #expect(schedule.committed(1_000) == .besideWriter)
  }
}

@Suite struct CheckpointTests {
  /// The submissions write 130 MB, of which the write-ahead log never holds more than 20 MB.
  @Test func theWriteAheadLogDoesNotGrowWithTheWriter() async throws {
    try await withLogFolder { folder in
      var settings = folder.settings
      (settings.checkpoints.step, settings.checkpoints.maxPages) = (100, 400)
      let log = try await SQLiteLog.open(folder.path, settings: settings)
      let board = try await log.create(definition("game1"))
      let metadata = String(repeating: " ", count: 2_000)
      for batch in 0..<20 {
        _ = try await log.append(
          (0..<1_000).map {
            try submission("\($0)", Int64(batch), key: "\(batch) \($0)", metadata: metadata)
          })
        #expect(try fileSize(folder.path + "-wal") < 20_000_000)
      }
      let again = try await folder.reopen(log)
      #expect(try await again.scores(of: board).filter { $1 == 19 }.count == 1_000)
      #expect(try await again.lastSequence() == 20_001)
      await again.close()
    }
  }

  /// Commits of a page or two, and no checkpoint by the writer.
  @Test func checkpointsBesideTheWriterFollowEachOther() async throws {
    try await withLogFolder { folder in
      let (checkpoints, checkpointed) = AsyncStream.makeStream(of: Void.self)
      var settings = folder.settings
      (settings.checkpoints.step, settings.checkpoints.maxPages) = (20, .max)
      settings.checkpointed = { checkpointed.yield() }
      let log = try await SQLiteLog.open(folder.path, settings: settings)
      _ = try await log.create(definition("game1"))
      var iterator = checkpoints.makeAsyncIterator()
      var number = 0
      for _ in 0..<3 {
        let size = try fileSize(folder.path)
        for _ in 0..<40 {
          number += 1
          let player = "\(number)".padding(toLength: 100, withPad: "x", startingAt: 0)
          _ = try await log.submit(submission(player, 1, key: "\(number)"))
        }
        await iterator.next()
        #expect(try fileSize(folder.path) > size)
      }
      #expect(await log.problem() == nil)
      await log.close()
    }
  }

  @Test func aFailedCheckpointIsTriedAgainForReadiness() async throws {
    try await withLog { log, _, _ in
      let error = ScoreLogError(code: .full, place: "scores.db", reason: "no room")
      await log.writer.noteCheckpoint(.failure(error))
      // A commit goes into the write-ahead log, which is no reason to be ready.
      _ = try await log.submit(submission("a", 1, key: "1"))
      #expect(await log.writer.checkpointProblem == error)
      #expect(await log.problem() == nil)
      #expect(await log.writer.checkpointProblem == nil)
    }
  }

  private func fileSize(_ path: String) throws -> UInt64 {
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? UInt64
    return try #require(size)
  }
}

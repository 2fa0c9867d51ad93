import LiveScores
import ScoreLog
import TestSupport
import Testing
import Time

@testable import SQLiteLog

@Suite struct CompactionTests {
  private static let day = 86_400

  /// Runs all steps, with few rows in each.
  private func compact(
    _ log: SQLiteLog, upTo sequence: Int64, limit: Int = 2
  ) async throws -> (keys: Int, events: Int, standings: Int) {
    var (keys, events, standings) = (0, 0, 0)
    var next: Int64? = 0
    while let start = next {
      let step = try await log.compact(from: start, upTo: sequence, limit: limit)
      keys += step.keyCount
      events += step.eventCount
      standings += step.standingCount
      next = step.next
    }
    return (keys, events, standings)
  }

  @Test func keysAreForgottenAfterSevenDays() async throws {
    try await withLog(.increment) { log, board, folder in
      let old = try submission("a", 5, key: "old")
      _ = try await log.submit(old)
      folder.time.advance(by: .seconds(1))
      _ = try await log.submit(submission("a", 5, key: "newer"))
      folder.time.advance(by: .seconds(7 * Self.day))
      #expect(try await compact(log, upTo: .max).keys == 1)
      #expect(
        try await log.submit(submission("a", 5, key: "newer")) == "repeated 3: 5 -> 10")
      #expect(try await log.submit(old) == "recorded 4: 10 -> 15")
      // The key that is used again stays, though its first event is old.
      #expect(try await compact(log, upTo: .max).keys == 0)
      #expect(try await log.submit(old) == "repeated 4: 10 -> 15")
      // The period has not ended, so its events stay.
      #expect(try await log.events(after: 0, limit: 10).count == 4)
      #expect(try await log.history(of: "a", on: board) == [4, 3, 2])
    }
  }

  @Test func eventsOfEndedPeriodsAreDeleted() async throws {
    try await withLogFolder { folder in
      let log = try await folder.open()
      let board = try await log.create(definition("game1", .increment, reset: "daily"))
      for day in 0..<10 {
        _ = try await log.append(["a", "b"].map { try submission($0, 1, key: "\($0)\(day)") })
        folder.time.advance(by: .seconds(Self.day))
      }
      let before = try await log.events(after: 0, limit: 100)
      #expect(before.count == 21)
      // On the eleventh day the keys of four days are forgotten: those of the first three are
      // older than seven days, and the fourth is exactly that old.
      let result = try await compact(log, upTo: .max)
      #expect(result == (keys: 6, events: 6, standings: 0))
      #expect(
        try await log.events(after: 0, limit: 100).map(\.sequence) == [1] + Array(8...21))
      let periods = try await log.periods(of: board.number)
      #expect(periods.count == 10)
      for period in periods {
        #expect(try await log.scores(of: board, in: period) == ["a": 1, "b": 1])
      }
      #expect(try await compact(log, upTo: .max) == (keys: 0, events: 0, standings: 0))
      await log.close()
    }
  }

  @Test func whatAFollowerLacksStays() async throws {
    try await withLog { log, board, folder in
      _ = try await log.append(["a", "b", "c"].map { try submission($0, 1, key: $0) })
      _ = try await log.reset(board.id)
      folder.time.advance(by: .seconds(8 * Self.day))
      #expect(try await compact(log, upTo: 2).events == 1)
      #expect(try await log.events(after: 0, limit: 9).map(\.sequence) == [1, 3, 4, 5])
      #expect(try await compact(log, upTo: 5).events == 2)
      #expect(try await log.events(after: 0, limit: 9).map(\.sequence) == [1, 5])
    }
  }

  @Test func aDeletedBoardLosesItsStandings() async throws {
    try await withLog { log, board, folder in
      let other = try await log.create(definition("game2"))
      let players = ["a", "b", "c", "d", "e"]
      for id in ["game1", "game2"] {
        _ = try await log.append(players.map { try submission($0, 1, key: $0, board: id) })
      }
      _ = try await log.delete(board.id)
      #expect(try await compact(log, upTo: .max) == (keys: 0, events: 0, standings: 5))
      #expect(try await log.scores(of: board).isEmpty)
      #expect(try await log.scores(of: other).count == 5)
      folder.time.advance(by: .seconds(8 * Self.day))
      #expect(try await compact(log, upTo: .max) == (keys: 10, events: 5, standings: 0))
    }
  }

  @Test func noSequenceIsUsedTwice() async throws {
    try await withLog { log, board, folder in
      _ = try await log.submit(submission("a", 1, key: "1"))
      _ = try await log.reset(board.id)
      _ = try await log.submit(submission("a", 1, key: "2"))
      _ = try await log.reset(board.id)
      folder.time.advance(by: .seconds(8 * Self.day))
      _ = try await compact(log, upTo: .max)
      let again = try await folder.reopen(log)
      #expect(try await again.lastSequence() == 5)
      #expect(try await again.submit(submission("a", 1, key: "3")) == "recorded 6: none -> 1")
      await again.close()
    }
  }
}

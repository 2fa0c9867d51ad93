import Failures
import Leaderboards
import LiveScores
import ScoreLog
import TestSupport
import Testing
import Time

@testable import SQLiteLog

@Suite struct BoardTests {
  @Test func everyPartOfABoardIsKept() async throws {
    try await withLogFolder { folder in
      let log = try await folder.open()
      let definition = try BoardDefinition(
        id: BoardID("game:1"), name: "Ærøskøbing", order: .ascending, updateMode: .increment,
        scale: ScoreScale(places: 3), reset: ResetSchedule("30 5 * * 1-5"),
        calendar: BoardCalendar(zone: "Europe/Berlin"), entryLimit: 1_000, metadataLimit: 0)
      let board = try await log.create(definition)
      #expect(board.number == 1 && board.definition == definition)
      #expect(board.createdAt == Instant("2026-11-30T10:00:00Z"))
      let again = try await folder.reopen(log)
      #expect(try await again.boards() == [board])
      await again.close()
    }
  }

  @Test func boardsAreListedByID() async throws {
    try await withLogFolder { folder in
      let log = try await folder.open()
      for id in ["b", "B", "a10", "a"] { _ = try await log.create(definition(id)) }
      #expect(try await log.boards().map(\.id.text) == ["B", "a", "a10", "b"])
      let error = await #expect(throws: ScoreLogError.self) {
        try await log.create(definition("a"))
      }
      #expect(error?.code == .boardExists)
      await log.close()
    }
  }

  @Test func whatMayChangeChanges() async throws {
    try await withLog { log, board, folder in
      let id = board.id
      let changed = try await log.change(id, BoardChange(name: "New", entryLimit: 5))
      #expect(changed.definition.name == "New" && changed.definition.entryLimit == 5)
      let again = try await folder.reopen(log)
      #expect(try await again.boards() == [changed])
      let unlimited = try await again.change(
        id, BoardChange(entryLimit: .some(nil), metadataLimit: 4))
      #expect(unlimited.definition.entryLimit == nil && unlimited.definition.name == "New")
      #expect(
        try await again.submit(submission("a", 1, key: "1", metadata: "{\"a\":1}"))
          == "rejected: invalidMetadata")
      let error = await #expect(throws: ScoreLogError.self) {
        try await again.change(id, BoardChange(entryLimit: 0))
      }
      #expect(error?.code == .invalidBoard && error?.place == "max_entries")
      #expect(try await again.boards() == [unlimited])
      #expect(await again.problem() == nil)
      await again.close()
    }
  }

  @Test func anUnknownBoardIsToldApart() async throws {
    try await withLog { log, _, _ in
      let id = try BoardID("none")
      let calls: [() async throws -> Void] = [
        { _ = try await log.change(id, BoardChange(name: "New")) },
        { _ = try await log.reset(id) }, { _ = try await log.delete(id) },
        { _ = try await log.remove(PlayerID("a"), from: id) },
      ]
      for call in calls {
        let error = await #expect(throws: ScoreLogError.self) { try await call() }
        #expect(error?.code == .unknownBoard && error?.place == "none")
      }
      #expect(try await log.lastSequence() == 1)
    }
  }

  @Test func aResetBeginsAPeriod() async throws {
    try await withLog(.increment) { log, board, folder in
      _ = try await log.submit(submission("a", 5, key: "1"))
      let reset = try await log.reset(board.id)
      #expect(try await log.submit(submission("a", 1, key: "2")) == "recorded 4: none -> 1")
      // A second one in the same millisecond begins another period.
      let second = try await log.reset(board.id)
      #expect(try #require(reset.resetAt) < (try #require(second.resetAt)))
      #expect(try await log.submit(submission("a", 2, key: "3")) == "recorded 6: none -> 2")
      let again = try await folder.reopen(log)
      #expect(try await again.submit(submission("a", 2, key: "4")) == "recorded 7: 2 -> 4")
      let periods = try await again.periods(of: board.number)
      #expect(
        periods.map(\.text) == ["all", "2026-11-30T10:00:00Z", "2026-11-30T10:00:00.001Z"])
      var scores: [[String: Int64]] = []
      for period in periods { scores.append(try await again.scores(of: board, in: period)) }
      #expect(scores == [["a": 5], ["a": 1], ["a": 4]])
      await again.close()
    }
  }

  @Test func aBoardOfTheSameIDHasNoneOfTheOldScores() async throws {
    try await withLog(.increment) { log, board, folder in
      _ = try await log.submit(submission("a", 5, key: "1"))
      #expect(try await log.delete(board.id) == board)
      #expect(try await log.boards().isEmpty)
      #expect(try await log.submit(submission("a", 5, key: "2")) == "rejected: unknownBoard")
      let again = try await folder.reopen(log)
      let second = try await again.create(definition("game1", .increment))
      #expect(second.number == 4)
      #expect(try await again.submit(submission("a", 7, key: "1")) == "recorded 5: none -> 7")
      #expect(try await again.scores(of: second) == ["a": 7])
      await again.close()
    }
  }

  @Test func aRemovedPlayerDoesNotComeBackByARepetition() async throws {
    try await withLog(.increment) { log, board, folder in
      let first = try submission("a", 5, key: "1")
      _ = try await log.append([first, submission("b", 3, key: "2")])
      _ = try await log.reset(board.id)
      _ = try await log.append([submission("a", 9, key: "3"), submission("b", 4, key: "4")])
      let player = try PlayerID("a")
      #expect(try await log.remove(player, from: board.id) == 7)
      #expect(try await log.remove(player, from: board.id) == nil)
      #expect(try await log.remove(PlayerID("nobody"), from: board.id) == nil)
      let again = try await folder.reopen(log)
      #expect(try await again.lastSequence() == 7)
      #expect(try await again.submit(first) == "repeated 2: none -> 5")
      for period in try await again.periods(of: board.number) {
        #expect(try await again.scores(of: board, in: period).keys.sorted() == ["b"])
      }
      // A new submission counts from nothing.
      #expect(try await again.submit(submission("a", 1, key: "5")) == "recorded 8: none -> 1")
      await again.close()
    }
  }
}

import LiveScores
import ScoreLog
import TestSupport
import Testing
import Time

@testable import SQLiteLog

@Suite struct SubmissionTests {
  @Test func scoresAreThereAfterTheLogIsOpenedAgain() async throws {
    try await withLog(.increment) { log, board, folder in
      #expect(try await log.submit(submission("a", 5, key: "1")) == "recorded 2: none -> 5")
      let again = try await folder.reopen(log)
      #expect(try await again.submit(submission("a", 7, key: "2")) == "recorded 3: 5 -> 12")
      #expect(try await again.submit(submission("b", 1, key: "3")) == "recorded 4: none -> 1")
      #expect(try await again.scores(of: board) == ["a": 12, "b": 1])
      #expect(try await again.lastSequence() == 4)
      await again.close()
    }
  }

  @Test func aRepeatedKeyGetsTheFirstOutcomeAgain() async throws {
    try await withLog(.increment) { log, board, folder in
      let submissions = [
        try submission("a", 5, key: "1"), try submission("a", 5, key: "1"),
        try submission("a", 6, key: "1"), try submission("b", 5, key: "1"),
      ]
      #expect(
        try await log.append(submissions).map(\.line) == [
          "recorded 2: none -> 5", "repeated 2: none -> 5", "conflicting 2: none -> 5",
          "conflicting 2: none -> 5",
        ])
      let again = try await folder.reopen(log)
      #expect(
        try await again.append(submissions).map(\.line) == [
          "repeated 2: none -> 5", "repeated 2: none -> 5", "conflicting 2: none -> 5",
          "conflicting 2: none -> 5",
        ])
      #expect(try await again.scores(of: board) == ["a": 5])
      #expect(try await again.lastSequence() == 2)
      await again.close()
    }
  }

  @Test func aRejectedSubmissionLeavesNothing() async throws {
    try await withLog(.increment) { log, board, _ in
      let outcomes = try await log.append([
        try submission("a", 1, key: "1", board: "other"),
        try submission("a", .max, key: "2"),
        try submission("a", 3, key: "2"),
      ])
      #expect(
        outcomes.map(\.line) == [
          "rejected: unknownBoard", "rejected: invalidScore", "recorded 2: none -> 3",
        ])
      #expect(try await log.scores(of: board) == ["a": 3])
    }
  }

  @Test func aNewPlayerOnTwoBoardsIsOnePlayer() async throws {
    try await withLog { log, board, _ in
      let other = try await log.create(definition("game2"))
      _ = try await log.append([
        submission("a", 1, key: "1"), submission("a", 2, key: "1", board: "game2"),
        submission("a", 3, key: "2"),
      ])
      #expect(try await log.scores(of: board) == ["a": 3])
      #expect(try await log.scores(of: other) == ["a": 2])
    }
  }

  /// Both are read as "é": one character, and a letter with an accent that combines with it.
  @Test func idsAreComparedByTheirBytes() async throws {
    try await withLog(.increment) { log, board, folder in
      let (composed, decomposed) = ("\u{E9}", "e\u{301}")
      _ = try await log.submit(submission(composed, 1, key: composed))
      #expect(
        try await log.submit(submission(decomposed, 2, key: decomposed))
          == "recorded 3: none -> 2")
      let again = try await folder.reopen(log)
      let page = try await again.standings(
        of: board.number, in: PeriodID(start: nil), after: nil, limit: 10)
      #expect(
        page.entries.map { Array($0.player.text.utf8) } == [[0xC3, 0xA9], [0x65, 0xCC, 0x81]])
      #expect(page.entries.map(\.score) == [1, 2])
      await again.close()
    }
  }

  @Test func aStandingIsReadAsItWasFolded() async throws {
    try await withLog { log, board, folder in
      _ = try await log.submit(submission("a", 5, key: "1", metadata: #"{"level":1}"#))
      folder.time.advance(by: .seconds(1))
      _ = try await log.submit(submission("a", 4, key: "2", metadata: "{}"))
      _ = try await log.submit(submission("b", 4, key: "3", metadata: ""))
      let key = StandingKey(
        board: board.number, period: PeriodID(start: nil), player: try PlayerID("a"))
      let again = try await folder.reopen(log)
      #expect(
        try await again.standing(key)
          == Standing(
            score: 5, sequence: 2, reachedAt: try #require(Instant("2026-11-30T10:00:00Z")),
            metadata: Array(#"{"level":1}"#.utf8), submissionCount: 2))
      let other = StandingKey(board: key.board, period: key.period, player: try PlayerID("b"))
      #expect(try await again.standing(other)?.metadata == [])
      let nobody = StandingKey(board: key.board, period: key.period, player: try PlayerID("c"))
      #expect(try await again.standing(nobody) == nil)
      await again.close()
    }
  }

  @Test func aClockThatGoesBackDoesNotTakeTheLogBack() async throws {
    try await withLogFolder { folder in
      let log = try await folder.open()
      let board = try await log.create(definition("game1", reset: "hourly"))
      _ = try await log.submit(submission("a", 1, key: "1"))
      folder.time.advance(by: .seconds(-7_200))
      _ = try await log.submit(submission("a", 2, key: "2"))
      #expect(
        try await log.periods(of: board.number).map(\.text) == ["2026-11-30T10:00:00Z"])
      let again = try await folder.reopen(log)
      #expect(try await again.submit(submission("a", 3, key: "3")) == "recorded 4: 2 -> 3")
      await again.close()
    }
  }

  @Test func callersOfTheQueueShareCommits() async throws {
    try await withLog(.increment) { log, board, _ in
      let queue = GroupCommit(log)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for caller in 0..<64 {
          group.addTask {
            for turn in 0..<4 {
              let one = try submission("player", 1, key: "\(caller) \(turn)")
              guard case .recorded = try await queue.submit([one])[0].outcome else {
                Issue.record("not recorded")
                return
              }
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await log.scores(of: board) == ["player": 256])
      #expect(try await log.lastSequence() == 257)
    }
  }
}

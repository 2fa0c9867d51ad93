import Failures
import LiveScores
import RankIndex
import ScoreLog
import TestSupport
import Testing
import Time

@testable import LiveBoards

@Suite struct LiveBoardsTests {
  @Test func aSubmissionIsAnsweredWithTheRankBeforeAndAfter() async throws {
    try await withBoards { live in
      _ = try await live.boards.create(definition("game1", .increment))
      // The first one of a board has a rank too.
      #expect(try await live.boards.submit("a", 30).ranks == SubmissionRanks(after: 1))
      for (player, score) in [("b", 20), ("c", 10)] as [(String, Int64)] {
        try await live.boards.submit(player, score)
      }
      let answer = try await live.boards.submit("c", 15, key: "later")
      #expect(answer.ranks == SubmissionRanks(before: 3, after: 2))
      #expect(try await live.boards.submit("d", 1).ranks == SubmissionRanks(before: nil, after: 4))
      #expect(try await live.boards.lines() == ["1 a 30", "2 c 25", "3 b 20", "4 d 1"])
    }
  }

  /// Several boards in one commit, with submissions between them that do not count.
  @Test func ranksBelongToTheirSubmissions() async throws {
    try await withBoards { live in
      for id in ["game1", "game2"] { _ = try await live.boards.create(definition(id)) }
      for (player, score) in [("a", 10), ("b", 20)] as [(String, Int64)] {
        try await live.boards.submit(player, score)
      }
      let answers = try await live.boards.submit(
        [
          submission("a", 30, to: "game1"), submission("x", 1, to: "nowhere"),
          submission("c", 5, to: "game2"), submission("b", 20, to: "game1"),
          submission("c", 25, to: "game1"), submission("d", 7, to: "game2"),
        ])
      let none = SubmissionRanks()
      #expect(
        answers.map(\.ranks) == [
          SubmissionRanks(before: 2, after: 1), none, SubmissionRanks(after: 2), none,
          SubmissionRanks(after: 2), SubmissionRanks(after: 1),
        ])
      #expect(try await live.boards.lines() == ["1 a 30", "2 c 25", "3 b 20"])
      #expect(try await live.boards.lines("game2") == ["1 d 7", "2 c 5"])
    }
  }

  private func submission(_ player: String, _ score: Int64, to board: String) throws -> Submission {
    Submission(
      board: try BoardID(board), player: try PlayerID(player), score: score,
      key: try SubmissionKey("\(player) \(score)"))
  }

  @Test func equalScoresShareARankAndTheFirstOneStandsFirst() async throws {
    try await withBoards { live in
      _ = try await live.boards.create(definition())
      for player in ["late", "early"].reversed() { try await live.boards.submit(player, 7) }
      try await live.boards.submit("best", 9)
      try await live.boards.submit("last", 1)
      // An equal score keeps the place.
      try await live.boards.submit("early", 7, key: "again")
      let expected = ["1 best 9", "2 early 7", "2 late 7", "4 last 1"]
      #expect(try await live.boards.lines() == expected)
      try await live.restart()
      #expect(try await live.boards.lines() == expected)
    }
  }

  @Test(arguments: [
    ("p2", 1, 2, ["1 p1 9", "2 p2 8", "3 p3 7", "4 p4 6"]),
    ("p1", 1, 1, ["1 p1 9", "2 p2 8", "3 p3 7"]),
    ("p7", 1, 1, ["5 p5 5", "6 p6 4", "7 p7 3"]), ("nobody", 1, 1, []),
  ])
  func aWindowMovesAtTheEndsOfTheBoard(
    player: String, before: Int, after: Int, expected: [String]
  ) async throws {
    try await withBoards { live in
      _ = try await live.boards.create(definition())
      for number in 1...7 { try await live.boards.submit("p\(number)", Int64(10 - number)) }
      #expect(try await live.boards.lines(around: player, before, after) == expected)
    }
  }

  @Test func onlySoManyPlayersAreRanked() async throws {
    try await withBoards { live in
      let id = try BoardID("game1")
      _ = try await live.boards.create(definition(entryLimit: 3))
      for number in 1...5 { try await live.boards.submit("p\(number)", Int64(10 - number)) }
      #expect(try await live.boards.lines() == ["1 p1 9", "2 p2 8", "3 p3 7"])
      #expect(try await live.boards.submit("p6", 1).ranks.after == nil)
      #expect(try await live.boards.lines("game1", 3..<9) == ["3 p3 7"])
      #expect(try await live.boards.lines(around: "p3", 1, 1) == ["1 p1 9", "2 p2 8", "3 p3 7"])
      #expect(try await live.boards.lines(around: "p4", 1, 1).isEmpty)
      #expect(try await live.boards.view(of: id).entries(of: [PlayerID("p4")]).entries.isEmpty)
      #expect(try await live.boards.view(of: id).entries(in: 1..<9).total == 3)
      let last = try #require(try await live.boards.view(of: id).standing(of: PlayerID("p3")))
      #expect(last.entry.line == "3 p3 7" && last.page.total == 3)
      #expect(last.comparison == ScoreComparison(better: 2, equal: 1, worse: 3))
      #expect(try await live.boards.view(of: id).standing(of: PlayerID("p4")) == nil)
      // The place of a player who goes is for the next one, whose score was kept.
      #expect(try await live.boards.remove(PlayerID("p1"), from: id))
      #expect(try await live.boards.lines() == ["1 p2 8", "2 p3 7", "3 p4 6"])
      _ = try await live.boards.change(id, BoardChange(entryLimit: .some(nil)))
      #expect(try await live.boards.lines().count == 5)
    }
  }

  @Test func aResetBeginsAPeriodAndKeepsTheOldOne() async throws {
    try await withBoards { live in
      let id = try BoardID("game1")
      let old = try await live.boards.create(definition()).period(at: live.time.clock.now()).id
      try await live.boards.submit("a", 5)
      live.time.advance(by: .seconds(60))
      _ = try await live.boards.reset(id)
      #expect(try await live.boards.lines().isEmpty)
      try await live.boards.submit("b", 3)
      #expect(try await live.boards.lines() == ["1 b 3"])
      #expect(try await live.boards.lines(period: .named(old)) == ["1 a 5"])
      #expect(try await live.boards.periods(of: id).count == 2)
      try await live.restart()
      #expect(try await live.boards.lines() == ["1 b 3"])
      #expect(try await live.boards.lines(period: .named(old)) == ["1 a 5"])
    }
  }

  @Test func aPeriodEndsByItsSchedule() async throws {
    try await withBoards { live in
      _ = try await live.boards.create(definition(reset: "hourly"))
      live.time.advance(by: .seconds(3_599))
      try await live.boards.submit("a", 5)
      let before = try await live.boards.view(of: BoardID("game1")).entries(in: 1..<9)
      #expect(before.period.end == Instant("2026-11-30T11:00:00Z"))
      live.time.advance(by: .seconds(1))
      #expect(try await live.boards.lines().isEmpty)
      try await live.boards.submit("a", 2, key: "next")
      #expect(try await live.boards.lines() == ["1 a 2"])
      #expect(try await live.boards.lines(period: .named(before.period.id)) == ["1 a 5"])
    }
  }

  @Test func aBoardThatIsMadeAgainHasNoOldRanks() async throws {
    try await withBoards { live in
      let id = try BoardID("game1")
      _ = try await live.boards.create(definition())
      try await live.boards.submit("a", 5)
      _ = try await live.boards.delete(id)
      await #expect(throws: ScoreLogError.self) { try await live.boards.lines() }
      guard case .rejected(let error) = try await live.boards.submit("a", 6).outcome else {
        Issue.record("recorded on a deleted board")
        return
      }
      #expect(error.code == .unknownBoard)
      _ = try await live.boards.create(definition())
      #expect(try await live.boards.lines().isEmpty)
      // The key of the old board is free.
      #expect(try await live.boards.submit("a", 5).ranks.after == 1)
    }
  }

  @Test func aRemovedPlayerStaysAwayWhenSubmissionsAreRepeated() async throws {
    try await withBoards { live in
      let id = try BoardID("game1")
      _ = try await live.boards.create(definition())
      try await live.boards.submit("a", 5)
      try await live.boards.submit("b", 3)
      #expect(try await live.boards.remove(PlayerID("a"), from: id))
      #expect(try await live.boards.remove(PlayerID("a"), from: id) == false)
      guard case .repeated = try await live.boards.submit("a", 5).outcome else {
        Issue.record("a repeated key counted again")
        return
      }
      #expect(try await live.boards.lines() == ["1 b 3"])
      try await live.restart()
      #expect(try await live.boards.lines() == ["1 b 3"])
      try await live.boards.submit("a", 4)
      #expect(try await live.boards.lines() == ["1 a 4", "2 b 3"])
    }
  }

  @Test func statisticsAreOfAllPlayers() async throws {
    try await withBoards { live in
      _ = try await live.boards.create(definition())
      for score in [4, 1, 9] as [Int64] { try await live.boards.submit("p\(score)", score) }
      let statistics = try await live.boards.view(of: BoardID("game1")).statistics.value
      #expect(statistics.count == 3 && statistics.sum == 14)
      #expect(statistics.scores?.best == 9 && statistics.scores?.worst == 1)
    }
  }
}

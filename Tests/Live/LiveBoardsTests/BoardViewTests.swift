import Failures
import LiveScores
import RankIndex
import ScoreLog
import Synchronization
import TestSupport
import Testing
import Time

@testable import LiveBoards

@Suite struct BoardViewTests {
  private let id = BoardID.game1

  @Test func theVersionIsTheSequenceOfTheLastChange() async throws {
    try await withBoards { live in
      func version() async throws -> Int64 {
        try await live.boards.view(of: id).entries(in: 1..<9).version
      }
      _ = try await live.boards.create(definition())
      let created = try await version()
      try await live.boards.submit("a", 5)
      let scored = try await version()
      #expect(scored > created)
      // Another board changes nothing here.
      _ = try await live.boards.create(definition("other"))
      try await live.boards.submit("a", 5, to: "other")
      #expect(try await version() == scored)
      _ = try await live.boards.change(id, BoardChange(entryLimit: .some(3)))
      let changed = try await version()
      #expect(changed > scored)
      try await live.restart()
      #expect(try await version() >= changed)
    }
  }

  @Test func pagesBehindAScoreListEveryPlayerOnceWhileOthersChange() async throws {
    try await withBoards { live in
      _ = try await live.boards.create(definition())
      for number in 0..<250 { try await live.boards.submit("p\(number)", 7) }
      var seen: [String] = []
      var page = try await live.boards.view(of: id).entries(in: 1..<31)
      while let last = page.entries.last {
        seen += page.entries.map(\.player.text)
        try await live.boards.submit("new \(seen.count)", 9)
        try await live.boards.submit("worse \(seen.count)", 1)
        page = try await live.boards.view(of: id).entries(
          behindScore: last.score, sequence: last.sequence, count: 30)
        if page.entries.contains(where: { $0.score < 7 }) { break }
      }
      seen += page.entries.filter { $0.score == 7 }.map(\.player.text)
      #expect(seen == (0..<250).map { "p\($0)" })
    }
  }

  @Test(
    arguments: [
      (9, .max, ["2 b 8", "3 c 7"]), (.max, 0, ["1 a 9", "2 b 8"]), (8, .min, ["2 b 8", "3 c 7"]),
      (7, .max, []), (.min, 5, []),
    ] as [(Int64, Int64, [String])])
  func anyNumbersNameAPlaceOfTheBoard(
    score: Int64, sequence: Int64, expected: [String]
  ) async throws {
    try await withBoards { live in
      _ = try await live.boards.create(definition())
      for (player, score) in [("a", 9), ("b", 8), ("c", 7)] as [(String, Int64)] {
        try await live.boards.submit(player, score)
      }
      let page = try await live.boards.view(of: id).entries(
        behindScore: score, sequence: sequence, count: 2)
      #expect(page.entries.map(\.line) == expected)
    }
  }

  @Test func aWindowAroundAScoreStaysWithinTheLimitOfTheBoard() async throws {
    try await withBoards { live in
      _ = try await live.boards.create(definition(entryLimit: 4))
      for number in 1...6 { try await live.boards.submit("p\(number)", Int64(10 - number)) }
      let page = try await live.boards.view(of: id).entries(aroundScore: 4, before: 1, after: 1)
      #expect(page.entries.map(\.line) == ["2 p2 8", "3 p3 7", "4 p4 6"])
    }
  }

  @Test func aPeriodWithoutScoresIsUnknown() async throws {
    try await withBoards { live in
      _ = try await live.boards.create(definition(reset: "daily"))
      let other = try #require(PeriodID("2026-01-01T00:00:00Z"))
      let error = await #expect(throws: ScoreLogError.self) {
        try await live.boards.view(of: id, period: .named(other))
      }
      guard case .unknownPeriod? = error?.code else {
        Issue.record("found \(String(describing: error))")
        return
      }
    }
  }

  @Test func oldPeriodsThatAreNotReadAnyMoreAreClosed() async throws {
    try await withOldPeriods { live, periods in
      for period in periods { _ = try await live.boards.view(of: id, period: .named(period.id)) }
      #expect(live.boards.index.keys.count <= LiveBoards.maxReadPeriods + 1)
      #expect(try await live.boards.periods(of: id).count == periods.count)
    }
  }

  /// The reader of a period may come to its ranks after the readers of many others.
  @Test func anOldPeriodStaysReadableWhileOthersAreRead() async throws {
    try await withOldPeriods { live, periods in
      let first = try await live.boards.view(of: id, period: .named(periods[0].id))
      for period in periods { _ = try await live.boards.view(of: id, period: .named(period.id)) }
      #expect(!live.boards.index.contains(first.key))
      #expect(first.entries(in: 1..<9).entries.map(\.line) == ["1 p 0"])
    }
  }

  @Test func thePeriodOfADeletedBoardIsNotLoadedAgain() async throws {
    try await withOldPeriods { live, periods in
      let board = try await live.boards.delete(id)
      let key = BoardKey(board: board.number, period: periods[0].id)
      let error = await #expect(throws: ScoreLogError.self) {
        try await live.boards.projector.load(key, of: board)
      }
      #expect(error?.code == .unknownBoard)
      #expect(live.boards.index.keys.isEmpty)
    }
  }

  @Test func theObserverIsToldOfEveryChange() async throws {
    try await withBoards { live in
      let told = Told()
      let boards = try await LiveBoards.open(live.log, clock: live.time.clock) { told.add($0) }
      let number = try await boards.create(definition()).number
      #expect(told.take() == [number])
      try await boards.submit("a", 5)
      #expect(told.take() == [number])
      try await boards.submit("a", 5)
      #expect(told.take().isEmpty)
      _ = try await boards.remove(PlayerID("a"), from: id)
      _ = try await boards.reset(id)
      #expect(told.take() == [number])
      _ = try await boards.delete(id)
      #expect(told.take() == [number])
    }
  }
}

/// More periods than are kept at hand, each with the number of its hour as the score of a player.
private func withOldPeriods(_ body: (Restartable, [Period]) async throws -> Void) async throws {
  try await withBoards { live in
    _ = try await live.boards.create(definition(reset: "hourly"))
    for hour in 0..<(LiveBoards.maxReadPeriods + 5) {
      try await live.boards.submit("p", Int64(hour), key: "\(hour)")
      live.time.advance(by: .seconds(3_600))
    }
    try await live.restart()
    try await body(live, try await live.boards.periods(of: .game1))
  }
}

private final class Told: Sendable {
  private let numbers = Mutex<Set<Int64>>([])

  func add(_ more: Set<Int64>) { numbers.withLock { $0.formUnion(more) } }

  func take() -> Set<Int64> {
    numbers.withLock { numbers in
      defer { numbers = [] }
      return numbers
    }
  }
}

extension BoardID {
  fileprivate static var game1: BoardID {
    guard let id = try? BoardID("game1") else { preconditionFailure("the id is valid") }
    return id
  }
}

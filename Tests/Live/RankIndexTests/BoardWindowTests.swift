import Leaderboards
import LiveScores
import Testing

@testable import RankIndex

@Suite struct BoardWindowTests {
  /// Players 1 to `count`, of whom each stands at the place of the number.
  private func board(of count: Int) throws -> RankedBoard {
    try .of((1...count).map { ("\($0)", Int64(1_000 - $0)) })
  }

  private func numbers(_ entries: [BoardEntry]?) -> [String]? { entries?.map(\.player.text) }

  @Test(arguments: [
    (10, 2, 2, 1, 1...4), (10, 2, 1, 2, 1...4), (7, 7, 1, 1, 5...7), (7, 1, 1, 1, 1...3),
    (10, 5, 0, 0, 5...5), (10, 5, 2, 1, 3...6), (10, 10, 0, 5, 5...10), (10, 1, 5, 0, 1...6),
    (3, 2, 5, 5, 1...3), (1, 1, 3, 0, 1...1), (10, 4, .max, .max, 1...10),
    (10, 9, 0, .max, 1...10), (10, 9, -3, -1, 9...9),
  ])
  func theWindowAroundAPlayerKeepsItsSize(
    count: Int, center: Int, before: Int, after: Int, expected: ClosedRange<Int>
  ) throws {
    let board = try board(of: count)
    let entries = board.entries(around: player("\(center)"), before: before, after: after)
    #expect(numbers(entries) == expected.map { "\($0)" })
  }

  @Test func whoIsNotOnTheBoardHasNoWindow() throws {
    #expect(try board(of: 3).entries(around: player("4"), before: 1, after: 1) == nil)
  }

  @Test func theEntriesOfAWindowHaveTheirRanks() throws {
    let board = try RankedBoard.of([("a", 9), ("b", 7), ("c", 7), ("d", 7), ("e", 1)])
    let entries = board.entries(around: player("c"), before: 0, after: 2)
    #expect(entries?.map(\.text) == ["2. c 7", "2. d 7", "5. e 1"])
    #expect(entries?.map(\.place) == [3, 4, 5])
  }

  @Test(arguments: [
    (Int64(995), 4...6), (2_000, 1...3), (0, 8...10), (.min, 8...10), (.max, 1...3),
  ])
  func theWindowAroundAScore(score: Int64, expected: ClosedRange<Int>) throws {
    let entries = try board(of: 10).entries(aroundScore: score, before: 1, after: 1)
    #expect(numbers(entries) == expected.map { "\($0)" })
  }

  @Test func theWindowAroundAScoreBetweenTwoStartsWithTheWorse() throws {
    let board = try RankedBoard.of([("a", 30), ("b", 20), ("c", 10)])
    #expect(numbers(board.entries(aroundScore: 15, before: 0, after: 0)) == ["c"])
    #expect(numbers(board.entries(aroundScore: 15, before: 1, after: 0)) == ["b", "c"])
  }

  @Test func anEmptyBoardHasNothingAroundAScore() {
    let board = RankedBoard(order: .descending)
    #expect(board.entries(aroundScore: 5, before: 3, after: 3).isEmpty)
  }
}

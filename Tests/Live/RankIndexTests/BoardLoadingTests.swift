import Failures
import Leaderboards
import LiveScores
import TestSupport
import Testing

@testable import RankIndex

@Suite struct BoardLoadingTests {
  private func standings(_ count: Int, seed: UInt64, scores: Int64) -> [PlayerStanding] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { number in
      PlayerStanding(
        player: player("player-\(number)"), score: .random(in: -scores...scores, using: &random),
        sequence: .random(in: 0...50, using: &random))
    }
  }

  @Test(arguments: [0, 1, 3, 4, 5, 15, 16, 17, 64, 65, 700], [Int64(0), 9, .max])
  func aLoadedBoardIsThatOfSingleInsertions(count: Int, scores: Int64) throws {
    let standings = standings(count, seed: UInt64(count), scores: scores)
    for order in RankOrder.allCases {
      var expected = BoardModel(order: order)
      for line in standings {
        _ = expected.set(line.player, score: line.score, sequence: line.sequence)
      }
      for shape in [TreeShape.tiny, TreeShape()] {
        let board = try RankedBoard(order: order, standings: standings, shape: shape)
        #expect(board.all == expected.all)
        #expect(board.treeFaults == [])
        #expect(board.statistics.sum == standings.reduce(0) { $0 + Int128($1.score) })
      }
    }
  }

  @Test func aLoadedBoardGoesOnAsAnyOther() throws {
    let standings = standings(300, seed: 3, scores: 20)
    var board = try RankedBoard(order: .descending, standings: standings, shape: .tiny)
    var model = BoardModel(order: .descending)
    for line in standings { _ = model.set(line.player, score: line.score, sequence: line.sequence) }
    for number in 0..<400 {
      let id = player("player-\(number * 7 % 350)")
      let score = Int64(number % 41) - 20
      #expect(
        try board.set(id, score: score, sequence: 60)
          == model.set(id, score: score, sequence: 60))
    }
    #expect(board.all == model.all && board.treeFaults == [])
  }

  @Test func standingsInOrderStayInOrder() throws {
    let sorted = (0..<1_000).map {
      PlayerStanding(player: player("\($0)"), score: Int64(-$0 / 3), sequence: Int64($0))
    }
    let board = try RankedBoard(order: .descending, standings: sorted)
    #expect(board.all.map(\.standing) == sorted)
  }

  @Test func aPlayerWhoIsListedTwiceIsAnError() {
    let twice = [("a", 1), ("b", 2), ("a", 3)].map {
      PlayerStanding(player: player($0.0), score: $0.1, sequence: 0)
    }
    #expect(throws: RankError(code: .repeatedPlayer, place: "a", reason: "listed twice")) {
      _ = try RankedBoard(order: .descending, standings: twice).count
    }
  }

  @Test(arguments: [0, 1, 37, 100, 101, .max])
  func trimmingKeepsTheBest(count: Int) throws {
    var board = try RankedBoard.of((0..<100).map { ("\($0)", Int64($0 / 4)) })
    let before = board.all
    let removed = board.trim(toCount: count)
    #expect(board.all == Array(before.prefix(count)))
    #expect(removed == before.dropFirst(count).map(\.standing))
    #expect(board.treeFaults == [])
  }

  @Test func trimmingToLessThanNothingEmptiesTheBoard() throws {
    var board = try RankedBoard.of([("a", 1)])
    #expect(board.trim(toCount: -1).count == 1)
    #expect(board.count == 0)
  }
}

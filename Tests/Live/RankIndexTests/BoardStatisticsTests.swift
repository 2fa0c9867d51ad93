import Leaderboards
import LiveScores
import Testing

@testable import RankIndex

@Suite struct BoardStatisticsTests {
  @Test func anEmptyBoardHasNoScores() {
    let statistics = RankedBoard(order: .descending).statistics
    #expect(statistics == BoardStatistics(count: 0, sum: 0, scores: nil))
    #expect(statistics.mean == nil)
  }

  @Test(arguments: [
    (RankOrder.descending, ScoreSpread(best: 9, worst: 1, betterMedian: 5, worseMedian: 4)),
    (.ascending, ScoreSpread(best: 1, worst: 9, betterMedian: 4, worseMedian: 5)),
  ])
  func theSpreadOfAnEvenCount(order: RankOrder, expected: ScoreSpread) throws {
    let statistics = try RankedBoard.of(in: order, [("a", 4), ("b", 9), ("c", 1), ("d", 5)])
      .statistics
    #expect(statistics.scores == expected)
    #expect(statistics.scores?.median == 4.5)
    #expect(statistics.sum == 19 && statistics.mean == 4.75)
  }

  @Test func theMedianOfAnOddCountIsOneScore() throws {
    let scores = try RankedBoard.of([("a", 4), ("b", 9), ("c", 1)]).statistics.scores
    #expect(scores?.betterMedian == 4 && scores?.worseMedian == 4)
  }

  @Test(arguments: [Int64.min, .max])
  func theSumIsExactBeyond64Bits(score: Int64) throws {
    var board = RankedBoard(order: .ascending)
    for index in 0..<5 { try board.set(player("\(index)"), score: score, sequence: 0) }
    #expect(board.statistics.sum == 5 * Int128(score))
    #expect(board.statistics.scores?.median == Double(score))
    try board.set(player("0"), score: 0, sequence: 1)
    board.remove(player("1"))
    board.trim(toCount: 2)
    // In ascending order 0 comes before the max, and after the min.
    #expect(board.statistics.sum == (score > 0 ? 1 : 2) * Int128(score))
  }

  @Test func thePercentileRankCountsHalfOfTheEqualScores() throws {
    let board = try RankedBoard.of([("a", 40), ("b", 30), ("c", 30), ("d", 10)])
    let percentiles: [Int64: Double] = [50: 100, 40: 87.5, 30: 50, 20: 25, 10: 12.5, 0: 0]
    for (score, percentile) in percentiles {
      #expect(board.comparison(ofScore: score).percentile == percentile)
    }
    #expect(RankedBoard(order: .ascending).comparison(ofScore: 1).percentile == nil)
  }

  // 1 to 200: as many percent as halves.
  @Test(arguments: [
    (0.0, Int64(1)), (0.4, 1), (0.5, 1), (0.6, 2), (50, 100), (50.1, 101), (99, 198), (100, 200),
    (-3, 1), (1_000, 200), (.infinity, 200),
  ])
  func theScoreAtAPercentileIsTheNearestRank(percentile: Double, score: Int64) throws {
    let board = try RankedBoard.of((1...200).map { ("\($0)", Int64($0)) })
    #expect(board.score(atPercentile: percentile) == score)
    #expect(board.score(atPercentile: .nan) == nil)
  }

  @Test func inAscendingOrderTheBestPercentileIsTheLeastScore() throws {
    let board = try RankedBoard.of(in: .ascending, [("a", 10), ("b", 20), ("c", 30)])
    #expect(board.score(atPercentile: 100) == 10 && board.score(atPercentile: 0) == 30)
    #expect(RankedBoard(order: .ascending).score(atPercentile: 50) == nil)
  }
}

import Leaderboards
import Testing

@Suite struct RankingTests {
  @Test(
    arguments: [
      ([], []), ([9], [1]), ([9, 8, 8, 7], [1, 2, 2, 4]), ([5, 5, 5], [1, 1, 1]),
      ([-1, 3, 3], [1, 2, 2]),
    ] as [([Int64], [Int])])
  func equalValuesShareARankAndLeaveAGap(_ values: [Int64], ranks: [Int]) {
    #expect(CompetitionRanking.ranks(of: values) == ranks)
  }

  @Test func itemsAreRankedByAValueOfTheirs() {
    let ranked = CompetitionRanking.ranked(["ccc", "bbb", "a"], by: { Int64($0.count) })
    #expect(ranked.map(\.rank) == [1, 1, 3])
    #expect(ranked.map(\.item) == ["ccc", "bbb", "a"])
  }

  @Test func theGreaterValueComesFirstAndThenTheSmallerID() {
    let order = RankOrder.descending
    let first = Score(value: 9, id: 7)
    #expect(order.precedes(first, Score(value: 8, id: 1)))
    #expect(order.precedes(first, Score(value: 9, id: 8)))
    #expect(!order.precedes(first, first))
  }

  @Test func whereTheSmallestComesFirstTheSmallerIDStillDecides() {
    let order = RankOrder.ascending
    let first = Score(value: 8, id: 7)
    #expect(order.precedes(first, Score(value: 9, id: 1)))
    #expect(order.precedes(first, Score(value: 8, id: 8)))
    #expect(!order.precedes(first, first))
  }

  @Test func anEntryNamesItsPlayer() {
    let entry = Ranked(rank: 2, id: 7, name: "Ann", alliance: nil, value: 5)
    #expect(entry.player == Player(id: 7, name: "Ann", alliance: nil))
    #expect((entry.id, entry.name, entry.alliance, entry.value) == (7, "Ann", nil, 5))
  }
}

@Suite struct TopScoresTests {
  /// Scores with many equal values.
  private let scores = (0..<500).map { Score(value: Int64($0 * 7919 % 61), id: Int64($0), row: $0) }

  @Test(arguments: RankOrder.allCases, [0, 1, 7, 100, 1_000])
  func whatSortingPutsFirstIsKept(_ order: RankOrder, limit: Int) {
    var top = TopScores(limit: limit, in: order)
    for score in scores.shuffled() { top.offer(score) }
    let sorted = scores.sorted { left, right in
      if left.value == right.value { return left.id < right.id }
      return (left.value > right.value) == (order == .descending)
    }
    #expect(top.sorted() == Array(sorted.prefix(limit)))
  }

  @Test func theThresholdIsTheLastValueOnceItIsFull() {
    var top = TopScores(limit: 2)
    top.offer(Score(value: 5, id: 1))
    #expect(top.threshold == nil)
    top.offer(Score(value: 3, id: 2))
    #expect(top.threshold == 3)
    top.offer(Score(value: 4, id: 3))
    #expect(top.threshold == 4)
  }
}

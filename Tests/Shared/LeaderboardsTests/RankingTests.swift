import Leaderboards
import Testing

@Suite struct RankingTests {
  @Test(
    arguments: [
      ([], []), ([9], [1]), ([9, 8, 8, 7], [1, 2, 2, 4]), ([5, 5, 5], [1, 1, 1]),
    ] as [([Int64], [Int])])
  func equalValuesShareARankAndLeaveAGap(_ values: [Int64], ranks: [Int]) {
    #expect(CompetitionRanking.ranks(of: values) == ranks)
  }

  @Test func theGreaterValueStandsAboveAndThenTheLesserID() {
    let first = RankedValue(value: 9, id: 7, row: 0)
    #expect(first.standsAbove(RankedValue(value: 8, id: 1, row: 1)))
    #expect(first.standsAbove(RankedValue(value: 9, id: 8, row: 2)))
    #expect(!first.standsAbove(first))
  }

  @Test(arguments: [0, 1, 7, 100, 1_000])
  func aSelectionKeepsWhatSortingWouldPutFirst(_ limit: Int) {
    var generator = SystemRandomNumberGenerator()
    let values = (0..<500).map {
      RankedValue(value: .random(in: 0...60, using: &generator), id: Int64($0), row: $0)
    }
    var selection = TopSelection(limit: limit)
    for value in values.shuffled() { selection.offer(value) }
    #expect(selection.sorted() == Array(values.sorted { $0.standsAbove($1) }.prefix(limit)))
  }

  @Test func theThresholdIsTheLeastValueOfAFullSelection() {
    var selection = TopSelection(limit: 2)
    selection.offer(RankedValue(value: 5, id: 1, row: 0))
    #expect(selection.threshold == nil)
    selection.offer(RankedValue(value: 3, id: 2, row: 1))
    #expect(selection.threshold == 3)
    selection.offer(RankedValue(value: 4, id: 3, row: 2))
    #expect(selection.threshold == 4)
  }
}

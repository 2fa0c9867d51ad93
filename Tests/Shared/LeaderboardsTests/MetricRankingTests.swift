import Leaderboards
import Testing

@Suite struct MetricRankingTests {
  @Test func equalValuesShareARankAndMissingOnesHaveNone() {
    let ranking = MetricRanking(of: [5, -1, 9, 5, 0, -1, 2])
    #expect(ranking.count == 5)
    #expect([9, 5, 2, 0].map { ranking.rank(of: $0) } == [1, 2, 4, 5])
    #expect([10, 7, 1].map { ranking.rank(of: $0) } == [1, 2, 5])
    #expect(MetricRanking(of: []).rank(of: 0) == 1)
  }
}

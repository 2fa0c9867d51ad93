import Leaderboards
import Testing

/// All ways to a rank or a place lead to the same one, for values at random.
@Suite struct BoardAgreementTests {
  /// Many equal values, and some that are missing.
  private let values = (0..<300).map { _ in Int64.random(in: -5...20) }
  private let ids = Array(Int64(1)...300).shuffled()

  @Test(arguments: RankOrder.allCases)
  func placesAndRanksAgree(_ order: RankOrder) throws {
    let board = BoardOrder(values: values, ids: ids, in: order)
    let boardValues = BoardValues(of: values, in: order)
    let rows = board.rows(from: 0, limit: .max)
    let ranks = CompetitionRanking.ranks(of: rows.map { values[$0] })
    #expect(rows.count == values.count { $0 >= 0 } && board.count == rows.count)
    #expect(boardValues.count == rows.count)
    for (position, row) in rows.enumerated() {
      #expect(order.position(ofRow: row, values: values, ids: ids) == position)
      #expect(boardValues.rank(of: values[row]) == ranks[position])
      let rank = try #require(order.rank(ofRow: row, in: values))
      #expect(rank.rank == ranks[position] && rank.of == rows.count)
    }
    #expect(order.sorted(rows.shuffled(), values: values, ids: ids) == rows)
  }

  @Test(arguments: RankOrder.allCases, [1, 7, 100, 1_000])
  func pagesMakeTheBoard(_ order: RankOrder, limit: Int) {
    let board = BoardOrder(values: values, ids: ids, in: order)
    let pages = stride(from: 0, to: values.count, by: limit).map {
      board.rows(from: $0, limit: limit)
    }
    #expect(pages.flatMap { $0 } == board.rows(from: 0, limit: values.count))
  }

  @Test(arguments: RankOrder.allCases, [0, 1, 10, 400])
  func theTopScoresAreTheFirstPage(_ order: RankOrder, limit: Int) {
    var top = TopScores(limit: limit, in: order)
    for row in values.indices.shuffled() where values[row] >= 0 {
      top.offer(Score(value: values[row], id: ids[row], row: row))
    }
    let board = BoardOrder(values: values, ids: ids, in: order)
    #expect(top.sorted().map(\.row) == board.rows(from: 0, limit: limit))
  }

  @Test func ordersAreNamedAsInQueries() {
    #expect(RankOrder(rawValue: "desc") == .descending && RankOrder(rawValue: "asc") == .ascending)
    #expect(RankOrder(rawValue: "DESC") == nil && RankOrder.allCases.count == 2)
  }

  @Test(arguments: [(0, 2, [1, 2]), (2, 2, [3]), (3, 2, []), (9, 9, []), (1, 0, [])])
  func aPageEndsWithItsList(_ offset: Int, limit: Int, page: [Int]) {
    #expect(Array([1, 2, 3].page(from: offset, limit: limit)) == page)
  }
}

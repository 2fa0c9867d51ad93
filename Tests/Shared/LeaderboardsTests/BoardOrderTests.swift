import Leaderboards
import Testing

@Suite struct BoardOrderTests {
  private let values: [Int64] = [5, -1, 9, 5, 0, -1, 2]
  private let ids: [Int64] = [30, 31, 32, 20, 34, 35, 36]

  @Test func equalValuesShareARankAndMissingOnesHaveNone() {
    let board = BoardValues(of: values)
    #expect(board.count == 5)
    #expect([9, 5, 2, 0].map { board.rank(of: $0) } == [1, 2, 4, 5])
    #expect([10, 7, 1].map { board.rank(of: $0) } == [1, 2, 5])
    #expect(BoardValues(of: []).rank(of: 0) == 1)
  }

  @Test func whereTheSmallestComesFirstItHasRank1() {
    let board = BoardValues(of: values, in: .ascending)
    #expect([0, 2, 5, 9].map { board.rank(of: $0) } == [1, 2, 3, 5])
  }

  @Test func rowsStandByValueAndThenByID() {
    let order = BoardOrder(values: values, ids: ids)
    #expect(order.count == 5)
    #expect(order.rows(from: 0, limit: 9) == [2, 3, 0, 6, 4])
    #expect(order.rows(from: 1, limit: 2) == [3, 0])
    #expect(order.rows(from: 5, limit: 2).isEmpty)
    #expect(
      BoardOrder(values: values, ids: ids, in: .ascending).rows(from: 0, limit: 9)
        == [4, 6, 3, 0, 2])
  }

  @Test(arguments: [(2, 1), (0, 2), (3, 2), (6, 4), (4, 5)])
  func theRankOfARowIsFoundByCounting(_ row: Int, rank: Int) throws {
    let found = try #require(RankOrder.descending.rank(ofRow: row, in: values))
    #expect((found.rank, found.of) == (rank, 5))
  }

  @Test(arguments: [(2, 0), (3, 1), (0, 2), (6, 3), (4, 4)])
  func thePositionOfARowCountsTheEntriesBeforeIt(_ row: Int, position: Int) {
    #expect(
      RankOrder.descending.position(ofRow: row, values: values, ids: ids) == position)
  }

  @Test func aRowWithoutAValueHasNeitherRankNorPosition() {
    #expect(RankOrder.descending.rank(ofRow: 1, in: values) == nil)
    #expect(RankOrder.descending.position(ofRow: 1, values: values, ids: ids) == nil)
  }

  @Test func chosenRowsAreSortedLikeTheBoard() {
    #expect(RankOrder.descending.sorted([0, 1, 2, 3], values: values, ids: ids) == [2, 3, 0, 1])
  }
}

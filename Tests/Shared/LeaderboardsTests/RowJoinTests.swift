import Leaderboards
import Testing

@Suite struct CounterpartRowsTests {
  @Test(arguments: [
    (ids: [], others: [1], rows: []), ([1], [], [-1]), ([3, 1, 2], [2, 3], [1, -1, 0]),
    ([9_999_999_999, 1], [1, 9_999_999_999], [1, 0]),
  ])
  func eachPlayerIsFoundWhereverThePlayerStands(ids: [Int64], others: [Int64], rows: [Int32]) {
    let found = RowJoin(of: ids, in: others)
    #expect(found?.rows == rows && found?.count == rows.count { $0 >= 0 })
  }

  @Test func manyPlayersInAnyOrderAreFound() throws {
    let ids = (1...5_000).map { Int64($0) * 31 }.shuffled()
    let others = (1...5_000).map { Int64($0) * 62 }.shuffled()
    let found = try #require(RowJoin(of: ids, in: others))
    for (row, id) in ids.enumerated() {
      #expect(others.firstIndex(of: id).map { Int32($0) } ?? -1 == found.rows[row])
    }
  }

  @Test(arguments: [[-1], [1 << 34]] as [[Int64]])
  func whatIsNoIDIsNotMatched(ids: [Int64]) {
    #expect(RowJoin(of: ids, in: [1]) == nil)
    #expect(RowJoin(of: [1], in: ids) == nil)
  }
}

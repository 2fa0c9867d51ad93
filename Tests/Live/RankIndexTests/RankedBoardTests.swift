import Leaderboards
import LiveScores
import Testing

@testable import RankIndex

@Suite struct RankedBoardTests {
  @Test func equalScoresShareARankAndTheFirstToReachComesFirst() throws {
    let board = try RankedBoard.of([("dora", 10), ("ben", 30), ("cleo", 20), ("ada", 20)])
    #expect(board.text == ["1. ben 30", "2. cleo 20", "2. ada 20", "4. dora 10"])
    #expect(board.all.map(\.place) == [1, 2, 3, 4])
    #expect(board.all.map(\.sequence) == [1, 2, 3, 0])
  }

  @Test func theLeastScoreComesFirstInAscendingOrder() throws {
    let board = try RankedBoard.of(in: .ascending, [("a", 30), ("b", -5), ("c", 30), ("d", 7)])
    #expect(board.text == ["1. b -5", "2. d 7", "3. a 30", "3. c 30"])
  }

  @Test func ofEqualScoresAndSequencesTheLesserBytesComeFirst() throws {
    var board = RankedBoard(order: .descending)
    for id in ["b", "ab", "a", "é", "z", "B"] {
      try board.set(player(id), score: 1, sequence: 9)
    }
    #expect(board.all.map(\.player.text) == ["B", "a", "ab", "b", "z", "é"])
    #expect(board.all.allSatisfy { $0.rank == 1 })
  }

  @Test func anEqualScoreChangesNothing() throws {
    var board = try RankedBoard.of([("a", 5), ("b", 5)])
    let change = try board.set(player("a"), score: 5, sequence: 99)
    #expect(change == PlaceChange(before: 1, after: 1))
    #expect(board.all.map(\.sequence) == [0, 1])
  }

  @Test func aChangeTellsThePlacesBeforeAndAfter() throws {
    var board = RankedBoard(order: .descending)
    #expect(
      try board.set(player("a"), score: 10, sequence: 1) == PlaceChange(before: nil, after: 1))
    #expect(
      try board.set(player("b"), score: 20, sequence: 2) == PlaceChange(before: nil, after: 1))
    #expect(
      try board.set(player("a"), score: 20, sequence: 3) == PlaceChange(before: 2, after: 2))
    #expect(
      try board.set(player("a"), score: 21, sequence: 4) == PlaceChange(before: 2, after: 1))
    #expect(board.text == ["1. a 21", "2. b 20"])
  }

  @Test func aPlayerWhoReturnsToAScoreComesLastOfIt() throws {
    var board = try RankedBoard.of([("a", 5), ("b", 5)])
    try board.set(player("a"), score: 6, sequence: 2)
    try board.set(player("a"), score: 5, sequence: 3)
    #expect(board.all.map(\.player.text) == ["b", "a"])
  }

  @Test func aRemovedPlayerIsGoneAndTheRanksClose() throws {
    var board = try RankedBoard.of([("a", 3), ("b", 2), ("c", 1)])
    #expect(board.remove(player("b")) == 2)
    #expect(board.remove(player("b")) == nil)
    #expect(board.place(of: player("b")) == nil && board.entry(of: player("b")) == nil)
    #expect(board.text == ["1. a 3", "2. c 1"])
    #expect(board.statistics.sum == 4)
  }

  /// The memory of a new board may look as if an entry of the same score and sequence stood there.
  @Test func theFirstEntryIsComparedWithNothing() throws {
    var board = RankedBoard(order: .ascending)
    let group = board.tree.root.items[0]
    let block = board.tree.node(group).items[0]
    board.tree.root.set(group, score: 5, sequence: 7, at: 0)
    board.tree.node(group).set(block, score: 5, sequence: 7, at: 0)
    board.tree.node(block).items[0] = .max
    #expect(try board.set(player("a"), score: 5, sequence: 7).after == 1)
    #expect(board.remove(player("a")) == 1)
    board.tree.node(block).items[0] = .max
    #expect(board.rank(ofScore: 5) == 1)
    #expect(try board.set(player("b"), score: 5, sequence: 7).after == 1)
    #expect(board.treeFaults == [])
  }

  @Test(arguments: RankOrder.allCases)
  func allNumbersAreScores(order: RankOrder) throws {
    let scores: [Int64] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]
    var board = RankedBoard(order: order)
    for (index, score) in scores.shuffled().enumerated() {
      try board.set(player("p\(score)"), score: score, sequence: Int64(index))
    }
    let expected = order == .ascending ? scores : scores.reversed()
    #expect(board.all.map(\.score) == expected)
    for (better, score) in expected.enumerated() {
      #expect(board.rank(ofScore: score) == better + 1)
      #expect(
        board.comparison(ofScore: score)
          == ScoreComparison(better: better, equal: 1, worse: 6 - better))
    }
  }

  @Test func zeroIsAScore() throws {
    let board = try RankedBoard.of([("a", 0)])
    #expect(board.entry(of: player("a"))?.rank == 1)
  }

  @Test(arguments: [("\u{E9}", "e\u{301}"), ("\u{212B}", "\u{C5}"), ("a", "a\u{200D}")])
  func playersOfOtherBytesAreOtherPlayers(one: String, other: String) throws {
    var board = try RankedBoard.of([(one, 1), (other, 2)])
    #expect(board.count == 2)
    #expect(board.entry(of: player(one))?.score == 1)
    #expect(board.entry(of: player(other))?.score == 2)
    #expect(board.remove(player(one)) == 2)
    #expect(board.all.map { Array($0.player.text.utf8) } == [Array(other.utf8)])
  }

  @Test func idsOfAllLengthsComeBack() throws {
    var board = RankedBoard(order: .descending)
    for length in 0...300 {
      let id = player(String(repeating: "x", count: length))
      try board.set(id, score: Int64(length), sequence: 0)
    }
    #expect(board.all.map(\.player.text.utf8.count) == (0...300).reversed())
  }

  @Test func ranksOfScoresThatNobodyHas() throws {
    let board = try RankedBoard.of([("a", 10), ("b", 20), ("c", 20)])
    let ranks = [25, 20, 15, 10, 5].map { board.rank(ofScore: $0) }
    #expect(ranks == [1, 1, 3, 3, 4])
    #expect(RankedBoard(order: .ascending).rank(ofScore: 7) == 1)
  }

  @Test func placesBeyondTheBoardAreLeftOut() throws {
    let board = try RankedBoard.of([("a", 3), ("b", 2), ("c", 1)])
    #expect(board.entries(in: 2..<99).map(\.text) == ["2. b 2", "3. c 1"])
    #expect(board.entries(in: -5..<2).map(\.text) == ["1. a 3"])
    #expect(board.entries(in: 4..<9).isEmpty && board.entries(in: 2..<2).isEmpty)
    #expect(board.entries(in: Int.min..<Int.max).count == 3)
    #expect(RankedBoard(order: .descending).entries(in: 1..<9).isEmpty)
  }
}

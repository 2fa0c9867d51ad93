import Failures
import Leaderboards
import LiveScores
import Testing
import Time

@testable import RankIndex

@Suite struct RankIndexTests {
  private let key = BoardKey(board: 1, period: PeriodID(start: nil))
  private let other = BoardKey(board: 2, period: PeriodID(start: nil))

  private func set(
    _ id: String, _ score: Int64, _ sequence: Int64, on board: BoardKey? = nil
  ) -> RankChange {
    RankChange(board: board ?? key, sequence: sequence, kind: .set(player(id), score: score))
  }

  private func batch(after: Int64, _ changes: [RankChange]) -> RankBatch {
    RankBatch(after: after, through: changes.map(\.sequence).max() ?? after, changes: changes)
  }

  private func index() throws -> RankIndex {
    let index = RankIndex()
    try index.open(key, order: .descending)
    try index.open(other, order: .ascending)
    return index
  }

  private func text(_ index: RankIndex, _ key: BoardKey) throws -> [String] {
    try index.board(key).entries(in: 1..<100).value.map(\.text)
  }

  @Test func aBatchChangesItsBoards() throws {
    let index = try index()
    let places = try index.apply(
      batch(after: 0, [set("a", 5, 1), set("a", 5, 2, on: other), set("b", 9, 3), set("a", 7, 4)]))
    #expect(places.map { $0?.before } == [nil, nil, nil, 2])
    #expect(places.map { $0?.after } == [1, 1, 1, 2])
    #expect(try text(index, key) == ["1. b 9", "2. a 7"])
    #expect(try text(index, other) == ["1. a 5"])
    #expect(index.appliedSequence == 4)
  }

  @Test func aBatchMayComeAgain() throws {
    let index = try index()
    let first = batch(after: 0, [set("a", 5, 1), set("b", 9, 2)])
    let second = batch(after: 2, [set("a", 50, 3)])
    for batch in [first, second] { try index.apply(batch) }
    let before = try index.board(key).entries(in: 1..<9)
    for batch in [first, second, first] {
      #expect(try index.apply(batch) == batch.changes.map { _ in nil })
    }
    #expect(try index.board(key).entries(in: 1..<9) == before)
    #expect(index.appliedSequence == 3)
  }

  @Test func aBatchThatOverlapsIsAppliedFromWhereTheBoardIs() throws {
    let index = try index()
    try index.apply(batch(after: 0, [set("a", 5, 1), set("b", 9, 2)]))
    try index.apply(batch(after: 1, [set("b", 1, 2), set("c", 3, 3)]))
    #expect(try text(index, key) == ["1. b 9", "2. a 5", "3. c 3"])
  }

  @Test func aGapInTheLogIsAnError() throws {
    let index = try index()
    #expect {
      try index.apply(batch(after: 1, [set("a", 5, 2)]))
    } throws: {
      ($0 as? RankError)?.code == .missingChanges
    }
    #expect(try text(index, key) == [] && index.appliedSequence == 0)
  }

  @Test func aBatchWithoutChangesMovesOn() throws {
    let index = try index()
    try index.apply(RankBatch(after: 0, through: 10, changes: []))
    #expect(index.appliedSequence == 10)
    try index.apply(batch(after: 10, [set("a", 1, 11)]))
    #expect(try text(index, key) == ["1. a 1"])
  }

  @Test func aBatchForAnUnknownBoardChangesNothing() throws {
    let index = try index()
    let unknown = BoardKey(board: 3, period: PeriodID(start: nil))
    #expect {
      try index.apply(batch(after: 0, [set("a", 1, 1), set("a", 1, 2, on: unknown)]))
    } throws: {
      let error = $0 as? RankError
      return error?.code == .unknownBoard && error?.place == "3/all"
    }
    #expect(try text(index, key) == [] && index.appliedSequence == 0)
    #expect(throws: RankError.self) { try index.board(unknown).statistics }
  }

  @Test func theVersionGrowsWithBatchesThatChangeTheBoard() throws {
    let index = try index()
    func version() throws -> UInt64 { try index.board(key).statistics.version }
    let opened = try version()
    try index.apply(batch(after: 0, [set("a", 1, 1), set("b", 2, 2)]))
    let first = try version()
    try index.apply(batch(after: 2, [set("a", 1, 3, on: other)]))
    #expect(try version() == first && first > opened)
    try index.apply(batch(after: 3, [set("a", 9, 4)]))
    #expect(try version() > first)
  }

  @Test func playersAreRemovedAndBoardsTrimmed() throws {
    let index = try index()
    try index.apply(batch(after: 0, (1...9).map { set("\($0)", Int64($0), Int64($0)) }))
    let places = try index.apply(
      batch(
        after: 9,
        [
          RankChange(board: key, sequence: 10, kind: .remove(player("8"))),
          RankChange(board: key, sequence: 11, kind: .remove(player("unknown"))),
          RankChange(board: key, sequence: 11, kind: .trim(toCount: 2)),
        ]))
    #expect(
      places == [PlaceChange(before: 2, after: nil), PlaceChange(before: nil, after: nil), nil])
    #expect(try text(index, key) == ["1. 9 9", "2. 7 7"])
  }

  @Test func periodsOfABoardAreApart() throws {
    let index = try index()
    let day = BoardKey(board: 1, period: PeriodID(start: Instant(millisecondsSinceEpoch: 0)))
    try index.open(day, order: .descending)
    try index.apply(batch(after: 0, [set("a", 1, 1), set("a", 2, 2, on: day)]))
    #expect(try text(index, key) == ["1. a 1"])
    #expect(try text(index, day) == ["1. a 2"])
    #expect(Set(index.keys) == [key, other, day])
  }

  @Test func openingAgainKeepsTheBoardAndItsOrder() throws {
    let index = try index()
    try index.apply(batch(after: 0, [set("a", 1, 1)]))
    try index.open(key, order: .descending)
    #expect(try text(index, key) == ["1. a 1"])
    #expect {
      try index.open(key, order: .ascending)
    } throws: {
      ($0 as? RankError)?.code == .otherOrder
    }
  }

  @Test func aClosedBoardIsGoneAndComesBackEmptyWithALaterVersion() throws {
    let index = try index()
    try index.apply(batch(after: 0, [set("a", 1, 1)]))
    let version = try index.board(key).statistics.version
    index.close(key)
    #expect(throws: RankError.self) { try index.board(key).statistics }
    try index.open(key, order: .descending)
    let reading = try index.board(key).entries(in: 1..<9)
    #expect(reading.value.isEmpty && reading.version > version)
  }

  @Test func aReadingHasCountVersionAndSequence() throws {
    let index = try index()
    try index.apply(batch(after: 0, [set("a", 30, 1), set("b", 20, 2), set("c", 20, 3)]))
    let around = try index.board(key).entries(around: player("c"), before: 1, after: 0)
    #expect(around.value?.map(\.text) == ["2. b 20", "2. c 20"])
    #expect(around.count == 3 && around.appliedSequence == 3)
    let listed = try index.board(key).entries(of: [player("c"), player("x"), player("a")])
    #expect(listed.value.map { $0?.place } == [3, nil, 1])
    #expect(try index.board(key).entries(aroundScore: 25, before: 0, after: 0).value.count == 1)
    #expect(try index.board(key).comparison(withScore: 20).value.rank == 2)
    let standing = try index.board(key).standing(of: player("c"))
    #expect(standing.value?.entry.text == "2. c 20" && standing.appliedSequence == 3)
    #expect(standing.value?.comparison == ScoreComparison(better: 1, equal: 2, worse: 0))
    #expect(try index.board(key).standing(of: player("x")).value == nil)
    #expect(try index.board(key).score(atPercentile: 100).value == 30)
    #expect(try index.board(key).statistics.value.sum == 70)
    #expect(try index.board(key).entries(around: player("x"), before: 1, after: 1).value == nil)
  }
}

/// Boards that come from snapshots.
@Suite struct RankIndexLoadingTests {
  private let key = BoardKey(board: 1, period: PeriodID(start: nil))

  private func standings(_ scores: [Int64]) -> [PlayerStanding] {
    scores.enumerated().map {
      PlayerStanding(player: player("\($0)"), score: $1, sequence: Int64($0))
    }
  }

  @Test func aLoadedBoardGoesOnFromItsSequence() throws {
    let index = RankIndex(appliedSequence: 90)
    try index.load(key, order: .descending, standings: standings([5, 9]), through: 100)
    let changes = [(95, 1), (100, 2), (101, 7)].map {
      RankChange(board: key, sequence: $0.0, kind: .set(player("0"), score: $0.1))
    }
    try index.apply(RankBatch(after: 90, through: 101, changes: changes))
    #expect(try index.board(key).entries(in: 1..<9).value.map(\.text) == ["1. 1 9", "2. 0 7"])
    #expect(index.appliedSequence == 101)
  }

  @Test func aBoardIsReplacedAtOnce() throws {
    let index = RankIndex()
    try index.load(key, order: .descending, standings: standings([5, 9]), through: 100)
    let before = try index.board(key).statistics
    try index.load(key, order: .descending, standings: standings([1, 2, 3]), through: 100)
    let after = try index.board(key).statistics
    #expect(after.count == 3 && after.value.sum == 6 && after.version > before.version)
  }

  @Test func whatIsOlderDoesNotReplace() throws {
    let index = RankIndex()
    try index.load(key, order: .descending, standings: standings([5]), through: 100)
    let cases: [(RankOrder, Int64, RankErrorCode)] = [
      (.descending, 99, .outdated), (.ascending, 200, .otherOrder),
    ]
    for (order, through, code) in cases {
      #expect {
        try index.load(key, order: order, standings: [], through: through)
      } throws: {
        ($0 as? RankError)?.code == code
      }
    }
    #expect(try index.board(key).statistics.count == 1)
  }
}

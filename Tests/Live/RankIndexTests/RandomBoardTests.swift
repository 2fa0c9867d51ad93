import Leaderboards
import LiveScores
import TestSupport
import Testing

@testable import RankIndex

/// Random changes and reads of a board, compared with the model after each.
@Suite struct RandomBoardTests {
  private static let shapes = [TreeShape.tiny, .small, TreeShape()]

  @Test(arguments: 1...24)
  func aBoardIsWhatItsModelIs(seed: UInt64) throws {
    var run = BoardRun(
      seed: seed, shape: Self.shapes[Int(seed % 3)], playerCount: [3, 20, 90, 300][Int(seed % 4)],
      scoreCount: seed % 2 == 0 ? 5 : 1_000)
    for _ in 0..<600 { try run.step() }
    run.checkAll()
  }

  @Test func aBoardIsWhatItsModelIsAfter100_000Operations() throws {
    var run = BoardRun(seed: 77, shape: .small, playerCount: 400, scoreCount: 60)
    for _ in 0..<10 {
      for _ in 0..<10_000 { try run.step(readsOneIn: 50) }
      run.checkAll()
    }
  }

  /// All change at each step, and the board empties and fills again.
  @Test(arguments: [TreeShape.tiny, .small, TreeShape()])
  func aBoardThatGrowsAndShrinks(shape: TreeShape) throws {
    var random = SeededGenerator(seed: 5)
    var board = RankedBoard(order: .ascending, shape: shape)
    for round in 0..<3 {
      let ids = (0..<1_000).map { player("\(round)-\($0)") }
      for id in ids.shuffled(using: &random) {
        try board.set(id, score: .random(in: 0...300, using: &random), sequence: 1)
      }
      #expect(board.treeFaults == [] && board.count == 1_000)
      for id in ids.shuffled(using: &random) { board.remove(id) }
      #expect(board.treeFaults == [] && board.count == 0)
    }
    #expect(board.tree.nodes.count == 3)
  }

  @Test(arguments: [true, false])
  func entriesThatComeInOrder(isRising: Bool) throws {
    var board = RankedBoard(order: .ascending, shape: .tiny)
    for number in 0..<500 {
      let score = Int64(isRising ? number : -number)
      let change = try board.set(player("\(number)"), score: score, sequence: 0)
      #expect(change.after == (isRising ? number + 1 : 1))
    }
    #expect(board.treeFaults == [])
  }
}

/// A board and its model.
private struct BoardRun: ~Copyable {
  var random: SeededGenerator
  var board: RankedBoard
  var model: BoardModel
  let players: [PlayerID]
  let scoreCount: Int64
  var sequence: Int64 = 0

  init(seed: UInt64, shape: TreeShape, playerCount: Int, scoreCount: Int64) {
    random = SeededGenerator(seed: seed)
    let order: RankOrder = seed % 5 < 3 ? .descending : .ascending
    board = RankedBoard(order: order, shape: shape)
    model = BoardModel(order: order)
    players = (0..<playerCount).map {
      player("p\($0 * $0)" + String(repeating: "-", count: $0 % 40))
    }
    self.scoreCount = scoreCount
  }

  mutating func step(readsOneIn interval: Int = 1) throws {
    let id = players[Int.random(in: 0..<players.count, using: &random)]
    // Some sequences repeat, so that ids decide.
    sequence += .random(in: 0...1, using: &random)
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<70:
      let score = Int64.random(in: 0..<scoreCount, using: &random) - scoreCount / 2
      let change = try board.set(id, score: score, sequence: sequence)
      #expect(change == model.set(id, score: score, sequence: sequence))
    case 70..<99:
      #expect(board.remove(id) == model.remove(id))
    default:
      let count = max(0, model.count - Int.random(in: 0...9, using: &random))
      #expect(board.trim(toCount: count) == model.trim(toCount: count))
    }
    if Int.random(in: 0..<interval, using: &random) == 0 { checkReads() }
  }

  private mutating func checkReads() {
    let id = players[Int.random(in: 0..<players.count, using: &random)]
    let score = Int64.random(in: 0..<scoreCount, using: &random) - scoreCount / 2
    #expect(board.count == model.count)
    #expect(board.place(of: id) == model.place(of: id))
    #expect(board.rank(ofScore: score) == model.rank(ofScore: score))
    let start = Int.random(in: 0...(board.count + 1), using: &random)
    #expect(board.entries(in: start..<(start + 7)) == model.entries(in: start..<(start + 7)))
    if let place = model.place(of: id) {
      #expect(
        board.entries(around: id, before: 3, after: 2)
          == model.window(around: place, before: 3, after: 2))
      #expect(board.entry(of: id) == model.entries(in: place..<(place + 1)).first)
    }
  }

  func checkAll() {
    #expect(board.all == model.all)
    #expect(board.treeFaults == [])
    #expect(board.statistics.sum == model.sum)
  }
}

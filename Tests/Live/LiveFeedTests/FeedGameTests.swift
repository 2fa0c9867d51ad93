import TestSupport
import Testing

@testable import LiveFeed

@Suite struct FeedGameTests {
  @Test(arguments: [1, 2, 1_000, 20_000])
  func everyPlayerHasAnotherName(count: Int) {
    #expect(Set(FeedNames.make(count)).count == count)
  }

  @Test(arguments: UInt64(1)...3)
  func theOpeningPutsEveryPlayerOnTheBoard(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let names = FeedNames.make(50)
    var steady = SteadyGame(players: names)
    #expect(steady.opening(&random).map(\.player) == names)
    var royale = BattleRoyale(players: names, &random)
    #expect(royale.opening(&random).map(\.player) == names)
  }

  @Test(arguments: UInt64(1)...5)
  func aMatchEndsWhenOneIsLeft(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let count = 40
    var game = BattleRoyale(players: FeedNames.make(count), &random)
    for _ in 0..<3 {
      // Each encounter takes one player out of the match.
      let match = (1..<count).map { _ in game.next(&random) }
      let prize = game.next(&random)
      #expect(prize.score == 2_500 && prize.player == match.last?.player)
      var victories: [String: Int] = [:]
      for score in match {
        #expect(score.score == 100 + 25 * victories[score.player, default: 0])
        victories[score.player, default: 0] += 1
      }
    }
  }

  @Test func aMatchOfOneIsWonAtOnce() {
    var random = SeededGenerator(seed: 1)
    var game = BattleRoyale(players: ["Lone1"], &random)
    #expect(game.next(&random) == FeedScore(player: "Lone1", score: 2_500))
  }

  @Test func theTopOfABattleRoyaleMoves() {
    var random = SeededGenerator(seed: 7)
    let names = FeedNames.make(1_000)
    var game = BattleRoyale(players: names, &random)
    var scores = Dictionary(uniqueKeysWithValues: names.map { ($0, 0) })
    var leaders: Set<String> = []
    for number in 1...20_000 {
      let score = game.next(&random)
      scores[score.player, default: 0] += score.score
      guard number % 500 == 0 else { continue }
      leaders.formUnion(scores.sorted { $0.value > $1.value }.prefix(3).map(\.key))
    }
    #expect(leaders.count > 6)
  }
}

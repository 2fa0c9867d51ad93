/// Matches in which players meet until one is left; the scores are added up.
///
/// A player who wins meets the next one soon and wins more for each victory in a row, so that
/// players climb in bursts. Whoever wins a match gets a prize, and the next match begins.
struct BattleRoyale: FeedGame {
  private struct Player {
    let name: String
    /// From 0 to 1; moves a little after each match, so that the top does not stay the same.
    var skill: Double
    var victories = 0
  }

  /// What a victory is worth, and more for each one before it in the match.
  private static let victory = 100
  private static let streak = 25
  private static let prize = 2_500

  private var players: [Player]
  /// Those who are left in the match, by their indices.
  private var alive: [Int] = []
  /// The winner of the last encounter, who is likely to meet the next one.
  private var hot: Int?

  init(players names: [String], _ random: inout some RandomNumberGenerator) {
    players = names.map { Player(name: $0, skill: Double.random(in: 0..<1, using: &random)) }
    beginMatch(&random)
  }

  var updateMode: String { "increment" }

  mutating func opening(_ random: inout some RandomNumberGenerator) -> [FeedScore] {
    players.map { player in
      FeedScore(player: player.name, score: Int.random(in: 1...50, using: &random))
    }
  }

  mutating func next(_ random: inout some RandomNumberGenerator) -> FeedScore {
    guard alive.count > 1 else { return endMatch(&random) }
    let first = takeFighter(&random)
    let second = alive.remove(at: Int.random(in: alive.indices, using: &random))
    let isUpset = Double.random(in: 0..<1, using: &random) < 0.2
    let isFirstBetter = players[first].skill >= players[second].skill
    let winner = isFirstBetter != isUpset ? first : second
    alive.append(winner)
    hot = winner
    let score = Self.victory + Self.streak * players[winner].victories
    players[winner].victories += 1
    return FeedScore(player: players[winner].name, score: score)
  }

  /// Takes one out of those who are left: often the last winner.
  private mutating func takeFighter(_ random: inout some RandomNumberGenerator) -> Int {
    if let hot, Bool.random(using: &random), let place = alive.lastIndex(of: hot) {
      return alive.remove(at: place)
    }
    return alive.remove(at: Int.random(in: alive.indices, using: &random))
  }

  private mutating func endMatch(_ random: inout some RandomNumberGenerator) -> FeedScore {
    let winner = alive.first ?? 0
    let score = FeedScore(player: players[winner].name, score: Self.prize)
    beginMatch(&random)
    return score
  }

  private mutating func beginMatch(_ random: inout some RandomNumberGenerator) {
    for index in players.indices {
      players[index].victories = 0
      let change = Double.random(in: -0.2...0.2, using: &random)
      players[index].skill = min(max(players[index].skill + change, 0), 1)
    }
    alive = Array(players.indices)
    hot = nil
  }
}

/// A score of an invented player.
package struct FeedScore: Hashable, Sendable {
  package let player: String
  package let score: Int

  package init(player: String, score: Int) {
    self.player = player
    self.score = score
  }
}

/// Invents scores, one after the other.
protocol FeedGame: Sendable {
  /// How the board takes the scores.
  var updateMode: String { get }
  /// One score of each player, so that all are on the board.
  mutating func opening(_ random: inout some RandomNumberGenerator) -> [FeedScore]
  mutating func next(_ random: inout some RandomNumberGenerator) -> FeedScore
}

/// Names of invented players, all different.
enum FeedNames {
  private static let first = [
    "Amber", "Ashen", "Azure", "Bold", "Brisk", "Calm", "Copper", "Crimson", "Dusky", "Ember",
    "Fleet", "Frost", "Gilded", "Grim", "Hollow", "Iron", "Ivory", "Jade", "Keen", "Lone",
    "Lucky", "Lunar", "Misty", "Noble", "Onyx", "Quiet", "Rapid", "Rogue", "Rusty", "Silent",
    "Solar", "Stormy", "Swift", "Velvet", "Wild", "Winter",
  ]
  private static let second = [
    "Badger", "Bear", "Comet", "Condor", "Cougar", "Crane", "Dingo", "Falcon", "Ferret", "Fox",
    "Gecko", "Hare", "Heron", "Ibex", "Jackal", "Kite", "Lark", "Lynx", "Mantis", "Marten",
    "Moth", "Otter", "Owl", "Panther", "Phoenix", "Raven", "Shrike", "Stoat", "Tiger", "Viper",
    "Wolf", "Wren",
  ]

  static func make(_ count: Int) -> [String] {
    (0..<count).map { number in
      // Neighbors in the list should not look alike.
      let mixed = number * 7_919
      let name = first[mixed % first.count] + second[mixed / first.count % second.count]
      return "\(name)\(number + 1)"
    }
  }
}

/// Random scores of random players on a board that keeps the best.
struct SteadyGame: FeedGame {
  private let players: [String]

  init(players: [String]) { self.players = players }

  var updateMode: String { "best" }

  mutating func opening(_ random: inout some RandomNumberGenerator) -> [FeedScore] {
    players.map { FeedScore(player: $0, score: Int.random(in: 100...1_000, using: &random)) }
  }

  mutating func next(_ random: inout some RandomNumberGenerator) -> FeedScore {
    let player = players[Int.random(in: players.indices, using: &random)]
    // High scores are rare, so that the top moves now and then.
    let luck = Double.random(in: 0..<1, using: &random)
    return FeedScore(player: player, score: 100 + Int(9_900 * luck * luck * luck))
  }
}

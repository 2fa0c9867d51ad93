package import Leaderboards

/// The players that match a search, the best matches first.
package struct PlayerMatches: Hashable, Sendable {
  /// A player who matches.
  package struct Match: Hashable, Sendable, PlayerHolder {
    package let player: Player
    package let power: Int64?

    package init(player: Player, power: Int64?) {
      self.player = player
      self.power = power
    }
  }

  /// The number of all matches.
  package let count: Int
  /// The first of them.
  package let players: [Match]

  package init(count: Int, players: [Match]) {
    self.count = count
    self.players = players
  }
}

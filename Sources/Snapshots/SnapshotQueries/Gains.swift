package import Leaderboards

/// The gains of a metric between two snapshots of a kingdom, the largest first. Only players with a
/// value in both snapshots are compared; all others are named.
package struct Gains: Hashable, Sendable {
  /// A player who cannot be compared.
  package struct Uncompared: Hashable, Sendable, PlayerHolder {
    package let player: Player
    /// The known numbers at each date.
    package let from: Int64?
    package let to: Int64?

    package init(player: Player, from: Int64?, to: Int64?) {
      self.player = player
      self.from = from
      self.to = to
    }
  }

  /// Players who cannot be compared for one reason.
  package struct Others: Hashable, Sendable {
    /// The number of all.
    package let count: Int
    /// The first of them, at most `Gains.listLimit`.
    package let players: [Uncompared]

    package init(count: Int, players: [Uncompared]) {
      self.count = count
      self.players = players
    }

    package static let none = Others(count: 0, players: [])
  }

  /// Max listed players per reason.
  package static let listLimit = 1_000

  /// The number of compared players.
  package let comparedPlayers: Int
  /// In the order of rank, then id.
  package let entries: [PlayerGain]
  /// Listed at the later date only, the largest number first.
  package let arrived: Others
  /// Listed at the earlier date only, the largest number first.
  package let departed: Others
  /// Listed at both, without a number at one or both; sorted by id.
  package let withoutValue: Others

  package init(
    comparedPlayers: Int, entries: [PlayerGain], arrived: Others, departed: Others,
    withoutValue: Others
  ) {
    self.comparedPlayers = comparedPlayers
    self.entries = entries
    self.arrived = arrived
    self.departed = departed
    self.withoutValue = withoutValue
  }
}

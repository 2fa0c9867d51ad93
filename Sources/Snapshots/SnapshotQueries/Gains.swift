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

/// A player's change between two snapshots.
package struct PlayerGain: Hashable, Sendable, PlayerHolder {
  /// The number at one of the two dates, and its rank there.
  package struct Side: Hashable, Sendable {
    package let value: Int64
    package let rank: Int
    /// Whether the profile hid its kills: numbers that depend on kills are then too small.
    package let hidesKills: Bool

    package init(value: Int64, rank: Int, hidesKills: Bool) {
      self.value = value
      self.rank = rank
      self.hidesKills = hidesKills
    }
  }

  /// A reason to read a gain with care.
  package enum Flag: String, CaseIterable, Sendable {
    /// The number fell: the gain is 0.
    case fell
    case hiddenAtFrom = "hidden_at_from"
    case hiddenAtTo = "hidden_at_to"
  }

  /// By gain, from 1; equal gains share a rank.
  package let rank: Int
  /// As the later date names the player.
  package let player: Player
  package let from: Side
  package let to: Side

  package init(rank: Int, player: Player, from: Side, to: Side) {
    self.rank = rank
    self.player = player
    self.from = from
    self.to = to
  }

  /// Never below 0.
  package var gain: Int64 { Self.gain(from: from.value, to: to.value) }

  /// How many places the player rose on the metric's own board; negative after a fall.
  package var rankChange: Int { from.rank - to.rank }

  package var flags: [Flag] {
    Flag.allCases.filter { flag in
      switch flag {
      case .fell: to.value < from.value
      case .hiddenAtFrom: from.hidesKills
      case .hiddenAtTo: to.hidesKills
      }
    }
  }

  /// The gain of a change.
  /// - Parameters: non-negative numbers.
  package static func gain(from: Int64, to: Int64) -> Int64 { max(0, to - from) }
}

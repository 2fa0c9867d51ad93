/// Who gained how much of a metric between two snapshots of a kingdom, the greatest gain first.
///
/// Only players whom both snapshots list with a value are compared; all others are named.
package struct Gains: Hashable, Sendable {
  /// A player who cannot be compared.
  package struct Uncompared: Hashable, Sendable {
    package let id: Int64
    package let name: String
    package let alliance: String?
    /// What is known of the number at each date.
    package let from: Int64?
    package let to: Int64?

    package init(id: Int64, name: String, alliance: String?, from: Int64?, to: Int64?) {
      self.id = id
      self.name = name
      self.alliance = alliance
      self.from = from
      self.to = to
    }
  }

  /// Players who cannot be compared for one reason.
  package struct Others: Hashable, Sendable {
    /// All of them.
    package let count: Int
    /// The first of them, at most `Gains.listLimit`.
    package let players: [Uncompared]

    package init(count: Int, players: [Uncompared]) {
      self.count = count
      self.players = players
    }

    package static let none = Others(count: 0, players: [])
  }

  /// How many players who cannot be compared are listed of each kind.
  package static let listLimit = 1_000

  /// How many players are compared.
  package let comparedPlayers: Int
  /// In the order of rank, then id.
  package let entries: [PlayerGain]
  /// Listed at the later date only, the greatest number first.
  package let arrived: Others
  /// Listed at the earlier date only, the greatest number first.
  package let departed: Others
  /// Listed at both, with no number at one of them or both; in the order of their ids.
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

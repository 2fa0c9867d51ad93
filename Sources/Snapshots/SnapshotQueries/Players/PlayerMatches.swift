/// The players that match a search, the best matches first.
package struct PlayerMatches: Hashable, Sendable {
  package struct Player: Hashable, Sendable {
    package let id: Int64
    package let name: String
    package let alliance: String?
    package let power: Int64?

    package init(id: Int64, name: String, alliance: String?, power: Int64?) {
      self.id = id
      self.name = name
      self.alliance = alliance
      self.power = power
    }
  }

  /// The number of all matches.
  package let count: Int
  /// The first of them.
  package let players: [Player]

  package init(count: Int, players: [Player]) {
    self.count = count
    self.players = players
  }
}

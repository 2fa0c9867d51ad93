/// The best players of a snapshot by one metric, set aside when its file is written, so that a
/// board of them needs no column to be read.
package struct BestPlayers: Hashable, Sendable {
  /// One of the best.
  package struct Player: Hashable, Sendable {
    package let id: Int64
    package let name: String
    package let alliance: String?
    package let value: Int64

    package init(id: Int64, name: String, alliance: String?, value: Int64) {
      self.id = id
      self.name = name
      self.alliance = alliance
      self.value = value
    }

    /// Whether this one stands above the other on a board.
    package func standsAbove(_ other: Player) -> Bool {
      value != other.value ? value > other.value : id < other.id
    }
  }

  /// How many are set aside: as many as one page of a board usually shows, and the one after them,
  /// by whom the page knows that there is another.
  package static let usualLimit = 101

  /// How many were set aside at the most: where there are fewer, no other player has a value.
  package let limit: Int
  /// In the order of a board.
  package let players: [Player]

  /// - Parameter players: in the order of a board; those beyond the limit are left out.
  package init(limit: Int, players: some Sequence<Player>) {
    self.limit = limit
    self.players = Array(players.prefix(limit))
  }

  /// The best `count`, or as many as have a value; `nil` where some of them may not be set aside.
  package func first(_ count: Int) -> ArraySlice<Player>? {
    count <= players.count || players.count < limit ? players.prefix(count) : nil
  }
}

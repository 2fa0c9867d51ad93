/// The top players of a snapshot by one metric, stored in its file, so that a board of them reads
/// no column.
package struct BestPlayers: Hashable, Sendable {
  /// How many are stored: a page of 100, plus one to detect a next page.
  package static let usualLimit = 101

  /// The max number that was stored: if there are fewer, no other player has a value.
  package let limit: Int
  /// In the order of a board.
  package let players: [PlayerScore]

  /// - Parameter players: in the order of a board; those beyond the limit are dropped.
  package init(limit: Int, players: some Sequence<PlayerScore>) {
    self.limit = limit
    self.players = Array(players.prefix(limit))
  }

  /// The top `count`, or as many as have a value; `nil` if some of them may not be stored.
  package func first(_ count: Int) -> ArraySlice<PlayerScore>? {
    count <= players.count || players.count < limit ? players.prefix(count) : nil
  }
}

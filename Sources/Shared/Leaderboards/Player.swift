/// A player as boards name one.
package struct Player: Hashable, Sendable {
  package let id: Int64
  package let name: String
  package let alliance: String?

  package init(id: Int64, name: String, alliance: String?) {
    self.id = id
    self.name = name
    self.alliance = alliance
  }
}

/// A value that is about one player.
package protocol PlayerHolder {
  var player: Player { get }
}

extension PlayerHolder {
  @inlinable package var id: Int64 { player.id }
  @inlinable package var name: String { player.name }
  @inlinable package var alliance: String? { player.alliance }
}

/// A player with the value that decides the rank.
package struct PlayerScore: Hashable, Sendable, PlayerHolder {
  package let player: Player
  package let value: Int64

  package init(player: Player, value: Int64) {
    self.player = player
    self.value = value
  }

  /// Whether this one comes first where the greatest value does.
  package func precedes(_ other: PlayerScore) -> Bool {
    RankOrder.descending.precedes(value, id, other.value, other.id)
  }
}

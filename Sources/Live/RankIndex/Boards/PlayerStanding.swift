package import LiveScores

/// A player's score and when it was reached, as the log has it.
package struct PlayerStanding: Hashable, Sendable {
  package let player: PlayerID
  package let score: Int64
  /// The place in the log of the submission that reached the score.
  package let sequence: Int64

  package init(player: PlayerID, score: Int64, sequence: Int64) {
    self.player = player
    self.score = score
    self.sequence = sequence
  }
}

/// A line of a board.
package struct BoardEntry: Hashable, Sendable {
  /// From 1; equal scores share a rank and leave a gap (1, 2, 2, 4).
  package let rank: Int
  /// From 1, without gaps: of equal scores the first reached comes first, then the lesser id.
  package let place: Int
  package let standing: PlayerStanding

  package init(rank: Int, place: Int, standing: PlayerStanding) {
    self.rank = rank
    self.place = place
    self.standing = standing
  }

  package var player: PlayerID { standing.player }
  package var score: Int64 { standing.score }
  package var sequence: Int64 { standing.sequence }
}

/// Where a player stood before and after a change.
package struct PlaceChange: Hashable, Sendable {
  /// `nil` if the player was not on the board.
  package let before: Int?
  /// `nil` if the player is no longer on the board.
  package let after: Int?

  package init(before: Int?, after: Int?) {
    self.before = before
    self.after = after
  }
}

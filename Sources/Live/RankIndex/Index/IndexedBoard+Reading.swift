package import LiveScores

/// What readers ask a board; `RankedBoard` describes the answers.
extension IndexedBoard {
  /// Entries by their places, from 1. Places that the board does not have are left out.
  package func entries(in places: Range<Int>) -> BoardReading<[BoardEntry]> {
    read { $0.entries(in: places) }
  }

  /// The entries that stand behind a score and the sequence at which it was reached.
  package func entries(
    behindScore score: Int64, sequence: Int64, count: Int
  ) -> BoardReading<[BoardEntry]> {
    read { $0.entries(behindScore: score, sequence: sequence, count: count) }
  }

  /// A player's entry with its neighbors; `nil` if the player is not on the board. The window moves
  /// at the ends of the board, so that it keeps its size.
  package func entries(
    around player: PlayerID, before: Int, after: Int
  ) -> BoardReading<[BoardEntry]?> {
    read { $0.entries(around: player, before: before, after: after) }
  }

  /// The entries around the first one that is not better than a score.
  package func entries(
    aroundScore score: Int64, before: Int, after: Int
  ) -> BoardReading<[BoardEntry]> {
    read { $0.entries(aroundScore: score, before: before, after: after) }
  }

  /// The entry of each of some players; `nil` for those who are not on the board.
  package func entries(of players: [PlayerID]) -> BoardReading<[BoardEntry?]> {
    read { board in
      var entries: [BoardEntry?] = []
      entries.reserveCapacity(players.count)
      for player in players { entries.append(board.entry(of: player)) }
      return entries
    }
  }

  /// The entry of a player, and how its score compares with those of the board; `nil` if the player
  /// is not on the board.
  package func standing(
    of player: PlayerID
  ) -> BoardReading<(entry: BoardEntry, comparison: ScoreComparison)?> {
    read { board in
      board.entry(of: player).map { ($0, board.comparison(of: $0)) }
    }
  }

  /// The ranks that players with some scores have or would have, in their order.
  package func ranks(ofScores scores: [Int64]) -> BoardReading<[Int]> {
    read { board in
      var ranks: [Int] = []
      ranks.reserveCapacity(scores.count)
      for score in scores { ranks.append(board.rank(ofScore: score)) }
      return ranks
    }
  }

  /// How a score compares with those of the board: its rank and percentile.
  package func comparison(withScore score: Int64) -> BoardReading<ScoreComparison> {
    read { $0.comparison(ofScore: score) }
  }

  /// The least score that is not worse than so many percent of all scores; `nil` if the board has
  /// no entries.
  /// - Parameter percentile: in `0...100`.
  package func score(atPercentile percentile: Double) -> BoardReading<Int64?> {
    read { $0.score(atPercentile: percentile) }
  }

  package var statistics: BoardReading<BoardStatistics> { read { $0.statistics } }
}

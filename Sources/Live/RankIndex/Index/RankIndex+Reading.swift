package import LiveScores

/// What readers ask a board; `RankedBoard` describes the answers. All throw `unknownBoard`.
extension RankIndex {
  /// Entries by their places, from 1. Places that the board does not have are left out.
  package func entries(
    of key: BoardKey, in places: Range<Int>
  ) throws(RankError) -> BoardReading<[BoardEntry]> {
    try board(key).read { $0.entries(in: places) }
  }

  /// The entries that stand behind a score and the sequence at which it was reached.
  package func entries(
    of key: BoardKey, behindScore score: Int64, sequence: Int64, count: Int
  ) throws(RankError) -> BoardReading<[BoardEntry]> {
    try board(key).read {
      $0.entries(behindScore: score, sequence: sequence, count: count)
    }
  }

  /// A player's entry with its neighbors; `nil` if the player is not on the board. The window moves
  /// at the ends of the board, so that it keeps its size.
  package func entries(
    of key: BoardKey, around player: PlayerID, before: Int, after: Int
  ) throws(RankError) -> BoardReading<[BoardEntry]?> {
    try board(key).read { $0.entries(around: player, before: before, after: after) }
  }

  /// The entries around the first one that is not better than a score.
  package func entries(
    of key: BoardKey, aroundScore score: Int64, before: Int, after: Int
  ) throws(RankError) -> BoardReading<[BoardEntry]> {
    try board(key).read { $0.entries(aroundScore: score, before: before, after: after) }
  }

  /// The entry of each of some players; `nil` for those who are not on the board.
  package func entries(
    of key: BoardKey, players: [PlayerID]
  ) throws(RankError) -> BoardReading<[BoardEntry?]> {
    try board(key).read { board in
      var entries: [BoardEntry?] = []
      entries.reserveCapacity(players.count)
      for player in players { entries.append(board.entry(of: player)) }
      return entries
    }
  }

  /// How a score compares with those of the board: its rank and percentile.
  package func comparison(
    of key: BoardKey, withScore score: Int64
  ) throws(RankError) -> BoardReading<ScoreComparison> {
    try board(key).read { $0.comparison(ofScore: score) }
  }

  /// The least score that is not worse than so many percent of all scores; `nil` if the board has
  /// no entries.
  /// - Parameter percentile: in `0...100`.
  package func score(
    of key: BoardKey, atPercentile percentile: Double
  ) throws(RankError) -> BoardReading<Int64?> {
    try board(key).read { $0.score(atPercentile: percentile) }
  }

  package func statistics(
    of key: BoardKey
  ) throws(RankError) -> BoardReading<BoardStatistics> {
    try board(key).read { $0.statistics }
  }
}

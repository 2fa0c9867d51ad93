/// What the writer asks.
extension RankIndex {
  /// How a score compares with those of a board: its rank and percentile.
  /// - Throws: `unknownBoard`.
  package func comparison(
    of key: BoardKey, withScore score: Int64
  ) throws(RankError) -> BoardReading<ScoreComparison> {
    try board(key).comparison(withScore: score)
  }
}

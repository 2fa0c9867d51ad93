import Failures
package import LiveScores
package import RankIndex
package import ScoreLog

/// A board in one of its periods, with the ranks at hand.
///
/// Readings are short and never wait for the log. Only the best players within the board's limit
/// are ranked. All readings throw `unknownBoard` if the board was deleted meanwhile.
package struct BoardView: Sendable {
  package let board: Board
  package let period: Period
  /// The sequence since which the board has its definition and its reset, or a later one.
  let changedAt: Int64
  let index: RankIndex

  /// Names the board and the period for observers and caches.
  package var key: BoardKey { BoardKey(board: board.number, period: period.id) }

  private var entryLimit: Int { board.definition.entryLimit ?? .max }

  /// Entries by their places, from 1.
  package func entries(in places: Range<Int>) throws(ScoreLogError) -> BoardPage {
    let end = entryLimit == .max ? .max : entryLimit + 1
    let seen = min(places.lowerBound, end)..<min(places.upperBound, end)
    return try page { () throws(RankError) in try index.entries(of: key, in: seen) }
  }

  /// The entries that stand behind a score and the sequence at which it was reached.
  package func entries(
    behindScore score: Int64, sequence: Int64, count: Int
  ) throws(ScoreLogError) -> BoardPage {
    try page { () throws(RankError) in
      ranked(
        try index.entries(of: key, behindScore: score, sequence: sequence, count: count))
    }
  }

  /// A player's entry with its neighbors; no entries if the player is not ranked. The window moves
  /// at the ends of the board, so that it keeps its size.
  package func entries(
    around player: PlayerID, before: Int, after: Int
  ) throws(ScoreLogError) -> BoardPage {
    try page { () throws(RankError) in
      let reading = try index.entries(of: key, around: player, before: before, after: after)
      let window = reading.value ?? []
      guard window.contains(where: { $0.player == player && $0.place <= entryLimit }) else {
        return reading.with([])
      }
      return try fitting(reading.with(window), before + after)
    }
  }

  /// The entries around the first one that is not better than a score.
  package func entries(
    aroundScore score: Int64, before: Int, after: Int
  ) throws(ScoreLogError) -> BoardPage {
    try page { () throws(RankError) in
      try fitting(
        try index.entries(of: key, aroundScore: score, before: before, after: after),
        before + after)
    }
  }

  /// The entries of some players, in their order, without those who are not ranked.
  package func entries(of players: [PlayerID]) throws(ScoreLogError) -> BoardPage {
    try page { () throws(RankError) in
      let reading = try index.entries(of: key, players: players)
      return ranked(reading.with(reading.value.compactMap { $0 }))
    }
  }

  /// How a score compares with those of all players, those beyond the board's limit included.
  package func comparison(
    withScore score: Int64
  ) throws(ScoreLogError) -> BoardReading<ScoreComparison> {
    try known { () throws(RankError) in try index.comparison(of: key, withScore: score) }
  }

  /// Statistics of all players, those beyond the board's limit included.
  package func statistics() throws(ScoreLogError) -> BoardReading<BoardStatistics> {
    try known { () throws(RankError) in try index.statistics(of: key) }
  }

  /// The version of a reading.
  package func version<Value>(of reading: BoardReading<Value>) -> Int64 {
    max(reading.appliedSequence, changedAt)
  }

  // MARK: What readings have in common

  private func page(
    _ read: () throws(RankError) -> BoardReading<[BoardEntry]>
  ) throws(ScoreLogError) -> BoardPage {
    let reading = try known(read)
    return BoardPage(
      board: board, period: period, entries: reading.value,
      total: min(reading.count, entryLimit), version: version(of: reading))
  }

  /// The reading without entries beyond the board's limit.
  private func ranked(_ reading: BoardReading<[BoardEntry]>) -> BoardReading<[BoardEntry]> {
    reading.with(reading.value.filter { $0.place <= entryLimit })
  }

  /// The window, moved if the board ends within it.
  private func fitting(
    _ window: BoardReading<[BoardEntry]>, _ neighbors: Int
  ) throws(RankError) -> BoardReading<[BoardEntry]> {
    guard let last = window.value.last?.place, last > entryLimit else { return window }
    let first = max(1, entryLimit - neighbors)
    return try index.entries(of: key, in: first..<(entryLimit + 1))
  }

  private func known<Value>(
    _ read: () throws(RankError) -> Value
  ) throws(ScoreLogError) -> Value {
    do throws(RankError) {
      return try read()
    } catch {
      throw ScoreLogError(
        code: .unknownBoard, place: error.place, reason: "the leaderboard was deleted",
        underlying: error)
    }
  }
}

/// Entries of a board with what belongs to the same moment.
package struct BoardPage: Hashable, Sendable {
  package let board: Board
  package let period: Period
  package let entries: [BoardEntry]
  /// Ranked players.
  package let total: Int
  /// The sequence of the log at which the board last changed, or a later one. Pages of one period
  /// and version have the same content, also after a restart.
  package let version: Int64

  package init(
    board: Board, period: Period, entries: [BoardEntry], total: Int, version: Int64
  ) {
    self.board = board
    self.period = period
    self.entries = entries
    self.total = total
    self.version = version
  }
}

/// Which period of a board is read.
package enum PeriodSelector: Hashable, Sendable {
  case current
  case named(PeriodID)
}

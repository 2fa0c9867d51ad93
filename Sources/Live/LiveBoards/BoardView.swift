package import LiveScores
package import RankIndex

/// A board in one of its periods, with the ranks at hand.
///
/// Readings are short and never wait for the log. Only the best players within the board's limit
/// are ranked. A view keeps its ranks: they can be read as they last were when the board was
/// deleted, or its period put away.
package struct BoardView: Sendable {
  let entry: BoardDirectory.Entry
  package let period: Period
  let ranks: IndexedBoard

  package var board: Board { entry.board }

  /// Names the board and the period for observers and caches.
  package var key: BoardKey { BoardKey(board: entry.board.number, period: period.id) }

  private var entryLimit: Int { entry.board.definition.entryLimit ?? .max }

  /// Entries by their places, from 1.
  package func entries(in places: Range<Int>) -> BoardPage {
    let end = entryLimit == .max ? .max : entryLimit + 1
    let seen = min(places.lowerBound, end)..<min(places.upperBound, end)
    return page(ranks.entries(in: seen))
  }

  /// The entries that stand behind a score and the sequence at which it was reached.
  package func entries(behindScore score: Int64, sequence: Int64, count: Int) -> BoardPage {
    page(ranked(ranks.entries(behindScore: score, sequence: sequence, count: count)))
  }

  /// A player's entry with its neighbors; no entries if the player is not ranked. The window moves
  /// at the ends of the board, so that it keeps its size.
  package func entries(around player: PlayerID, before: Int, after: Int) -> BoardPage {
    let reading = ranks.entries(around: player, before: before, after: after)
    let window = reading.value ?? []
    guard window.contains(where: { $0.place <= entryLimit && $0.player == player }) else {
      return page(reading.with([]))
    }
    return page(fitting(reading.with(window), before + after))
  }

  /// The entries around the first one that is not better than a score.
  package func entries(aroundScore score: Int64, before: Int, after: Int) -> BoardPage {
    page(
      fitting(ranks.entries(aroundScore: score, before: before, after: after), before + after))
  }

  /// The entries of some players, in their order, without those who are not ranked.
  package func entries(of players: [PlayerID]) -> BoardPage {
    let reading = ranks.entries(of: players)
    return page(ranked(reading.with(reading.value.compactMap { $0 })))
  }

  /// A player's entry, and how its score compares with those of all players, those beyond the
  /// board's limit included; `nil` if the player is not ranked.
  package func standing(
    of player: PlayerID
  ) -> (entry: BoardEntry, comparison: ScoreComparison, page: BoardPage)? {
    let reading = ranks.standing(of: player)
    guard let (entry, comparison) = reading.value, entry.place <= entryLimit else { return nil }
    return (entry, comparison, page(reading.with([entry])))
  }

  /// How a score compares with those of all players, those beyond the board's limit included.
  package func comparison(withScore score: Int64) -> BoardReading<ScoreComparison> {
    ranks.comparison(withScore: score)
  }

  /// Statistics of all players, those beyond the board's limit included.
  package var statistics: BoardReading<BoardStatistics> { ranks.statistics }

  /// The version of a reading.
  package func version<Value>(of reading: BoardReading<Value>) -> Int64 {
    max(reading.appliedSequence, entry.changedAt)
  }

  // MARK: What readings have in common

  private func page(_ reading: BoardReading<[BoardEntry]>) -> BoardPage {
    BoardPage(
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
  ) -> BoardReading<[BoardEntry]> {
    guard let last = window.value.last?.place, last > entryLimit else { return window }
    let first = max(1, entryLimit - neighbors)
    return ranks.entries(in: first..<(entryLimit + 1))
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

import Failures
package import LiveScores
package import RankIndex
package import ScoreLog
import Time

/// Entries of a board with what belongs to the same moment.
package struct BoardPage: Hashable, Sendable {
  package let board: Board
  package let period: Period
  package let entries: [BoardEntry]
  /// Ranked players.
  package let total: Int
  /// Greater after each change of the board.
  package let version: UInt64
}

/// Which period of a board is read.
package enum PeriodSelector: Hashable, Sendable {
  case current
  case named(PeriodID)
}

extension LiveBoards {
  /// The best entries, from a place on.
  /// - Parameter places: from 1.
  /// - Throws: `unknownBoard`, and what the log throws.
  package func entries(
    of id: BoardID, in places: Range<Int>, period: PeriodSelector = .current
  ) async throws(ScoreLogError) -> BoardPage {
    let (board, period, key) = try await open(id, period)
    let limit = board.definition.entryLimit.map { $0 + 1 } ?? .max
    let seen = min(places.lowerBound, limit)..<min(places.upperBound, limit)
    return try page(board, period) { () throws(RankError) in
      try index.entries(of: key, in: seen)
    }
  }

  /// A player's entry with its neighbors; no entries if the player is not ranked. The window moves
  /// at the ends of the board, so that it keeps its size.
  /// - Throws: `unknownBoard`, and what the log throws.
  package func entries(
    of id: BoardID, around player: PlayerID, before: Int, after: Int,
    period: PeriodSelector = .current
  ) async throws(ScoreLogError) -> BoardPage {
    let (board, period, key) = try await open(id, period)
    let limit = board.definition.entryLimit ?? .max
    return try page(board, period) { () throws(RankError) in
      let reading = try index.entries(of: key, around: player, before: before, after: after)
      let window = reading.value ?? []
      guard window.contains(where: { $0.player == player && $0.place <= limit }) else {
        return reading.with([])
      }
      guard let last = window.last?.place, last > limit else { return reading.with(window) }
      // The board ends within the window.
      let first = max(1, limit - (before + after))
      return try index.entries(of: key, in: first..<(limit + 1))
    }
  }

  /// A player's entry; a page without entries if the player is not ranked.
  /// - Throws: `unknownBoard`, and what the log throws.
  package func entry(
    of player: PlayerID, on id: BoardID, period: PeriodSelector = .current
  ) async throws(ScoreLogError) -> BoardPage {
    let (board, period, key) = try await open(id, period)
    return try page(board, period) { () throws(RankError) in
      let reading = try index.entries(of: key, players: [player])
      return reading.with(board.ranked(reading.value.compactMap { $0 }))
    }
  }

  /// Statistics of all players of a period, those beyond the board's limit included.
  /// - Throws: `unknownBoard`, and what the log throws.
  package func statistics(
    of id: BoardID, period: PeriodSelector = .current
  ) async throws(ScoreLogError) -> BoardReading<BoardStatistics> {
    let (_, _, key) = try await open(id, period)
    return try known { () throws(RankError) in try index.statistics(of: key) }
  }

  /// The periods of a board that have scores, oldest first.
  /// - Throws: `unknownBoard`, and what the log throws.
  package func periods(of id: BoardID) async throws(ScoreLogError) -> [PeriodID] {
    try await log.periods(of: board(id).number)
  }

  /// The board, and its period with the ranks at hand.
  private func open(
    _ id: BoardID, _ selector: PeriodSelector
  ) async throws(ScoreLogError) -> (Board, Period, BoardKey) {
    let board = try board(id)
    let current = board.period(at: clock.now())
    let period =
      switch selector {
      case .current: current
      case .named(let id):
        id == current.id ? current : Period(start: id.start, end: board.end(of: id))
      }
    let key = BoardKey(board: board.number, period: period.id)
    if !index.contains(key) { try await projector.load(key, of: board) }
    return (board, period, key)
  }

  private func page(
    _ board: Board, _ period: Period,
    _ read: () throws(RankError) -> BoardReading<[BoardEntry]>
  ) throws(ScoreLogError) -> BoardPage {
    let reading = try known(read)
    return BoardPage(
      board: board, period: period, entries: reading.value,
      total: min(reading.count, board.definition.entryLimit ?? .max), version: reading.version)
  }

  /// A board that was deleted meanwhile is unknown.
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

extension Board {
  /// Entries within the board's limit.
  fileprivate func ranked(_ entries: [BoardEntry]) -> [BoardEntry] {
    guard let limit = definition.entryLimit else { return entries }
    return entries.filter { $0.place <= limit }
  }

  /// The planned end of an earlier period; a reset by hand may have ended it before.
  fileprivate func end(of period: PeriodID) -> Instant? {
    period.start.flatMap { definition.reset.next(after: $0, in: definition.calendar) }
  }
}

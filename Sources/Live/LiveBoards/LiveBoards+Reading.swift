import Failures
package import LiveScores
import RankIndex
package import ScoreLog
import Synchronization
import Time

extension LiveBoards {
  /// A board in its current period or an earlier one.
  ///
  /// The ranks of an earlier period are made from the log when they are first read. Those of the
  /// last few are kept.
  /// - Throws: `unknownBoard`, `unknownPeriod`, and what the log throws.
  package func view(
    of id: BoardID, period selector: PeriodSelector = .current
  ) async throws(ScoreLogError) -> BoardView {
    let entry = try entry(of: id)
    let period = period(of: entry, selector)
    if let view = view(of: entry, period) { return view }
    if period != entry.period(at: clock.now()) {
      guard try await log.periods(of: entry.board.number).contains(period.id) else {
        throw ScoreLogError(
          code: .unknownPeriod, place: id.text,
          reason: "the leaderboard has no scores of the period \(period.id.text)")
      }
    }
    while true {
      let key = BoardKey(board: entry.board.number, period: period.id)
      try await projector.load(key, of: entry.board)
      // Readers of other periods may have closed it again meanwhile.
      guard let view = view(of: entry, period) else { continue }
      closeOldPeriods(besides: key)
      return view
    }
  }

  /// A board in its current period, without waiting.
  /// - Returns: `nil` if its ranks are not at hand yet.
  /// - Throws: `unknownBoard`.
  package func currentView(of id: BoardID) throws(ScoreLogError) -> BoardView? {
    let entry = try entry(of: id)
    return view(of: entry, entry.period(at: clock.now()))
  }

  /// The current period of a board.
  package func period(of board: Board) -> Period { board.period(at: clock.now()) }

  /// The periods of a board that have scores, oldest first.
  /// - Throws: `unknownBoard`, and what the log throws.
  package func periods(of id: BoardID) async throws(ScoreLogError) -> [Period] {
    let board = try board(id)
    let current = board.period(at: clock.now())
    return try await log.periods(of: board.number).map { board.period($0, current: current) }
  }

  /// What the log keeps of a player in a period; `nil` if there is no standing.
  /// - Throws: what the log throws.
  package func standing(
    of player: PlayerID, in view: BoardView
  ) async throws(ScoreLogError) -> Standing? {
    try await log.standing(
      StandingKey(board: view.board.number, period: view.period.id, player: player))
  }

  /// The submissions of a player in a period, newest first, as far as the log keeps them.
  /// - Parameters:
  ///   - sequence: that of the last entry of the page before; `nil` for the first page.
  ///   - limit: entries at most.
  /// - Throws: what the log throws.
  package func history(
    of player: PlayerID, in view: BoardView, before sequence: Int64?, limit: Int
  ) async throws(ScoreLogError) -> [LogEvent] {
    let key = StandingKey(board: view.board.number, period: view.period.id, player: player)
    return try await log.history(of: key, before: sequence, limit: limit)
  }

  func entry(of id: BoardID) throws(ScoreLogError) -> BoardDirectory.Entry {
    guard let entry = directory[id] else {
      throw ScoreLogError(
        code: .unknownBoard, place: id.text, reason: "there is no leaderboard '\(id.text)'")
    }
    return entry
  }

  private func period(of entry: BoardDirectory.Entry, _ selector: PeriodSelector) -> Period {
    let current = entry.period(at: clock.now())
    return switch selector {
    case .current: current
    case .named(let id): entry.board.period(id, current: current)
    }
  }

  /// - Returns: `nil` if the ranks are not at hand.
  private func view(of entry: BoardDirectory.Entry, _ period: Period) -> BoardView? {
    index[BoardKey(board: entry.board.number, period: period.id)].map {
      BoardView(entry: entry, period: period, ranks: $0)
    }
  }

  /// Closes the ranks of periods that have ended, but for the last few that were read.
  private func closeOldPeriods(besides key: BoardKey) {
    let closed = readPeriods.withLock { keys in
      keys.append(key)
      let isFull = keys.count > Self.maxReadPeriods
      return isFull ? keys.removeFirst() : nil
    }
    guard let closed, let board = directory[closed.board],
      board.period(at: clock.now()).id != closed.period
    else { return }
    index.close(closed)
  }
}

extension Board {
  /// A period by its id, with its end as it was planned; a reset by hand may have ended it before.
  fileprivate func period(_ id: PeriodID, current: Period) -> Period {
    if id == current.id { return current }
    let end = id.start.flatMap { definition.reset.next(after: $0, in: definition.calendar) }
    return Period(start: id.start, end: end)
  }
}

import Failures
import LiveScores
import RankIndex
import ScoreLog

/// Brings the ranks up to the log.
///
/// What was just appended is applied at once. If something else came into the log in between, such
/// as a reset, the events are read from the log, which is always right.
actor RankProjector {
  private static let eventsAtOnce = 1_000
  private static let standingsAtOnce = 10_000

  private let log: any BoardLog & StandingReader & EventReader
  private let index: RankIndex
  private let directory: BoardDirectory
  private let changed: BoardObserver
  /// Why the ranks are behind the log; `nil` if they are not.
  private(set) var problem: ScoreLogError?

  init(
    _ log: any BoardLog & StandingReader & EventReader, _ index: RankIndex,
    _ directory: BoardDirectory, changed: @escaping BoardObserver
  ) {
    self.log = log
    self.index = index
    self.directory = directory
    self.changed = changed
  }

  /// Applies the recorded ones of some outcomes.
  ///
  /// An error is kept as `problem`, and the next call goes on from there.
  /// - Returns: the ranks of each outcome, without those before if the events had to be read from
  ///   the log.
  func project(_ outcomes: [Outcome], of submissions: [Submission]) async -> [SubmissionRanks] {
    var ranks = [SubmissionRanks](repeating: SubmissionRanks(), count: outcomes.count)
    var recorded = recorded(outcomes, of: submissions)
    guard let first = recorded.first?.outcome.sequence, let last = recorded.last?.outcome.sequence
    else { return ranks }
    do throws(ScoreLogError) {
      // What is loaded now contains the commit already.
      let periods = periods(of: recorded)
      let loaded = try await loadMissing(periods)
      if first == index.appliedSequence + 1, last - first + 1 == recorded.count,
        periods.keys.allSatisfy(index.contains), let changes = changes(of: recorded)
      {
        for each in self.ranks(of: recorded, besides: loaded, by: \.before) {
          ranks[each.index].before = each.rank
        }
        try apply(RankBatch(after: first - 1, through: last, changes: changes))
        changed(Set(changes.map(\.board.board)))
      } else {
        try await catchUp(through: last)
        // Boards may have changed.
        recorded = self.recorded(outcomes, of: submissions)
      }
      for each in self.ranks(of: recorded, by: \.after) { ranks[each.index].after = each.rank }
    } catch {
      problem = error
    }
    return ranks
  }

  /// Applies the events of the log up to a sequence, or all of them.
  func catchUp(through sequence: Int64 = .max) async throws(ScoreLogError) {
    while index.appliedSequence < sequence {
      var events = try await log.events(
        after: index.appliedSequence, limit: Self.eventsAtOnce)[...]
      if events.isEmpty { break }
      while let event = events.first {
        if event.changesBoards {
          events.removeFirst()
          try await apply(boardChange: event)
        } else {
          let batch = events.prefix { !$0.changesBoards }
          events.removeFirst(batch.count)
          try await apply(batch)
        }
      }
    }
    problem = nil
  }

  private func apply(_ events: ArraySlice<LogEvent>) async throws(ScoreLogError) {
    guard let first = events.first, let last = events.last else { return }
    _ = try await loadMissing(periods(of: events))
    try apply(
      RankBatch(
        after: first.sequence - 1, through: last.sequence,
        changes: events.flatMap { changes(of: $0) }))
    changed(Set(events.map(\.board)))
  }

  /// Applied by itself, so that readers never see it before the events that precede it.
  private func apply(boardChange event: LogEvent) async throws(ScoreLogError) {
    let board = try await log.boards().first { $0.number == event.board }
    directory.set(board, of: event)
    if board == nil {
      for key in index.keys where key.board == event.board { index.close(key) }
    }
    try apply(RankBatch(after: event.sequence - 1, through: event.sequence, changes: []))
    changed([event.board])
  }

  /// Loads the standings of a period from the log, with what was applied to other periods
  /// meanwhile.
  /// - Throws: `unknownBoard` if the board is deleted meanwhile, and what the log throws.
  func load(_ key: BoardKey, of board: Board) async throws(ScoreLogError) {
    var through = try await log.lastSequence()
    var loading = PeriodLoading(key)
    var page = try await standings(of: key, after: nil).get()
    while let cursor = page.nextCursor {
      // The log reads the next page while this one is added.
      async let next = standings(of: key, after: cursor)
      loading.add(page.entries)
      page = try await next.get()
    }
    loading.add(page.entries)
    while through < index.appliedSequence {
      let events = try await log.events(after: through, limit: Self.eventsAtOnce)
      guard let last = events.last?.sequence else { break }
      for event in events { loading.apply(event) }
      through = last
    }
    // Nothing is applied between the check above and this, since it does not wait. Nobody would
    // ever close the ranks of a board that was deleted meanwhile.
    guard directory[key.board] != nil else {
      throw ScoreLogError(
        code: .unknownBoard, place: board.id.text, reason: "the leaderboard was deleted")
    }
    do throws(RankError) {
      try index.load(
        key, order: board.definition.order, standings: loading.standings, through: through)
    } catch {
      // Another reader has loaded it, and it has moved on.
      if error.code != .outdated { throw ScoreLogError(error) }
    }
  }

  private nonisolated func standings(
    of key: BoardKey, after cursor: Int64?
  ) async -> Result<StandingPage, ScoreLogError> {
    do throws(ScoreLogError) {
      return .success(
        try await log.standings(
          of: key.board, in: key.period, after: cursor, limit: Self.standingsAtOnce))
    } catch {
      return .failure(error)
    }
  }

  /// Loads the periods that the index does not have. One that begins is empty.
  /// - Returns: those that were loaded.
  private func loadMissing(
    _ periods: [BoardKey: Board]
  ) async throws(ScoreLogError) -> Set<BoardKey> {
    var loaded: Set<BoardKey> = []
    for (key, board) in periods where !index.contains(key) {
      do throws(ScoreLogError) {
        try await load(key, of: board)
      } catch {
        // The event of the deletion follows.
        guard case .unknownBoard = error.code else { throw error }
      }
      loaded.insert(key)
    }
    return loaded
  }

  /// The periods that events count in, without those of boards that are gone.
  private func periods(of events: ArraySlice<LogEvent>) -> [BoardKey: Board] {
    var periods: [BoardKey: Board] = [:]
    for event in events {
      guard case .submission(let submission) = event.change, let board = directory[event.board]
      else { continue }
      periods[BoardKey(board: board.number, period: submission.period)] = board
    }
    return periods
  }
}

// Changes of the index.
extension RankProjector {
  /// A recorded outcome, and the place of its submission in the commit.
  private struct Recorded {
    let index: Int
    let player: PlayerID
    let board: Board?
    let outcome: RecordedOutcome

    var key: BoardKey? {
      board.map { BoardKey(board: $0.number, period: outcome.period) }
    }
  }

  private func recorded(_ outcomes: [Outcome], of submissions: [Submission]) -> [Recorded] {
    var boards: [BoardID: Board?] = [:]
    var all: [Recorded] = []
    all.reserveCapacity(outcomes.count)
    for (index, outcome) in outcomes.enumerated() {
      guard case .recorded(let recorded) = outcome else { continue }
      let submission = submissions[index]
      let board = boards[submission.board] ?? directory[submission.board]?.board
      boards[submission.board] = board
      all.append(
        Recorded(index: index, player: submission.player, board: board, outcome: recorded))
    }
    return all
  }

  private func periods(of recorded: [Recorded]) -> [BoardKey: Board] {
    var periods: [BoardKey: Board] = [:]
    for each in recorded { if let key = each.key { periods[key] = each.board } }
    return periods
  }

  /// - Returns: `nil` if a board is not known.
  private func changes(of recorded: [Recorded]) -> [RankChange]? {
    var changes: [RankChange] = []
    changes.reserveCapacity(recorded.count)
    for each in recorded {
      guard let key = each.key else { return nil }
      changes.append(
        RankChange(
          board: key, sequence: each.outcome.sequence,
          kind: .set(each.player, score: each.outcome.after)))
    }
    return changes
  }

  /// The ranks that scores have now, by the indices of the outcomes, without those beyond the
  /// limits of their boards.
  private func ranks(
    of recorded: [Recorded], besides left: Set<BoardKey> = [],
    by score: (RecordedOutcome) -> Int64?
  ) -> [(index: Int, rank: Int)] {
    Dictionary(grouping: recorded, by: \.key).flatMap { key, group in
      guard let key, !left.contains(key), let board = group.first?.board else {
        return [(index: Int, rank: Int)]()
      }
      let scores = group.compactMap { each in score(each.outcome).map { (each.index, $0) } }
      let ranks = index[key]?.ranks(ofScores: scores.map(\.1)).value ?? []
      let limit = board.definition.entryLimit ?? .max
      return zip(scores, ranks).filter { $1 <= limit }.map { (index: $0.0, rank: $1) }
    }
  }

  private func changes(of event: LogEvent) -> [RankChange] {
    guard let board = directory[event.board] else { return [] }
    switch event.change {
    case .submission(let submission):
      return [
        RankChange(
          board: BoardKey(board: board.number, period: submission.period),
          sequence: event.sequence, kind: .set(submission.player, score: submission.after))
      ]
    case .playerRemoved(let player):
      return index.keys.filter { $0.board == board.number }.map {
        RankChange(board: $0, sequence: event.sequence, kind: .remove(player))
      }
    case .boardCreated, .boardChanged, .boardReset, .boardDeleted: return []
    }
  }

  private func apply(_ batch: RankBatch) throws(ScoreLogError) {
    do throws(RankError) {
      try index.apply(batch)
    } catch {
      throw ScoreLogError(error)
    }
  }
}

extension LogEvent {
  /// Whether other boards are in use, or a board has another definition.
  var changesBoards: Bool {
    switch change {
    case .boardCreated, .boardChanged, .boardReset, .boardDeleted: true
    case .submission, .playerRemoved: false
    }
  }
}

extension ScoreLogError {
  /// The ranks cannot follow the log.
  fileprivate init(_ error: RankError) {
    self.init(
      code: .unavailable, place: error.place, reason: "the ranks cannot follow: \(error.reason)",
      underlying: error)
  }
}

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
  /// - Returns: the ranks by the sequences of the outcomes, without those before if the events had
  ///   to be read from the log.
  func project(
    _ outcomes: [Outcome], of submissions: [Submission]
  ) async -> [Int64: SubmissionRanks] {
    let recorded = zip(submissions, outcomes).compactMap { submission, outcome in
      if case .recorded(let recorded) = outcome { (submission, recorded) } else { nil }
    }
    guard let first = recorded.first?.1.sequence, let last = recorded.last?.1.sequence else {
      return [:]
    }
    do throws(ScoreLogError) {
      if first == index.appliedSequence + 1, last - first + 1 == recorded.count,
        let changes = changes(of: recorded)
      {
        return try apply(changes, recorded, after: first - 1, through: last)
      }
      try await catchUp(through: last)
      return ranks(after: recorded)
    } catch {
      problem = error
    }
    return [:]
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
    try await loadMissing(events)
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
  func load(_ key: BoardKey, of board: Board) async throws(ScoreLogError) {
    var through = try await log.lastSequence()
    var loading = PeriodLoading(key)
    var cursor: Int64?
    repeat {
      let page = try await log.standings(
        of: key.board, in: key.period, after: cursor, limit: Self.standingsAtOnce)
      loading.add(page.entries)
      cursor = page.nextCursor
    } while cursor != nil
    while through < index.appliedSequence {
      let events = try await log.events(after: through, limit: Self.eventsAtOnce)
      guard let last = events.last?.sequence else { break }
      for event in events { loading.apply(event) }
      through = last
    }
    // Nothing is applied between the check above and this, since it does not wait.
    do throws(RankError) {
      try index.load(
        key, order: board.definition.order, standings: loading.standings, through: through)
    } catch {
      // Another reader has loaded it, and it has moved on.
      if error.code != .outdated { throw ScoreLogError(error) }
    }
  }

  /// Loads the periods of events that the index does not have. One that begins is empty.
  private func loadMissing(_ events: ArraySlice<LogEvent>) async throws(ScoreLogError) {
    for event in events {
      guard case .submission(let submission) = event.change, let board = directory[event.board]
      else { continue }
      let key = BoardKey(board: board.number, period: submission.period)
      if !index.contains(key) { try await load(key, of: board) }
    }
  }
}

// Changes of the index.
extension RankProjector {
  private typealias Recorded = (submission: Submission, outcome: RecordedOutcome)

  /// - Returns: `nil` if the index lacks a board or a period.
  private func changes(of recorded: [Recorded]) -> [RankChange]? {
    var changes: [RankChange] = []
    for (submission, outcome) in recorded {
      guard let board = directory[submission.board]?.board else { return nil }
      let key = BoardKey(board: board.number, period: outcome.period)
      guard index.contains(key) else { return nil }
      changes.append(
        RankChange(
          board: key, sequence: outcome.sequence,
          kind: .set(submission.player, score: outcome.after)))
    }
    return changes
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

  private func apply(
    _ changes: [RankChange], _ recorded: [Recorded], after: Int64, through: Int64
  ) throws(ScoreLogError) -> [Int64: SubmissionRanks] {
    var ranks: [Int64: SubmissionRanks] = [:]
    for (change, (_, outcome)) in zip(changes, recorded) {
      ranks[outcome.sequence] = SubmissionRanks(
        before: outcome.before.flatMap { rank(of: $0, on: change.board) })
    }
    try apply(RankBatch(after: after, through: through, changes: changes))
    for (change, (_, outcome)) in zip(changes, recorded) {
      ranks[outcome.sequence]?.after = rank(of: outcome.after, on: change.board)
    }
    changed(Set(changes.map(\.board.board)))
    return ranks
  }

  private func apply(_ batch: RankBatch) throws(ScoreLogError) {
    do throws(RankError) {
      try index.apply(batch)
    } catch {
      throw ScoreLogError(error)
    }
  }

  private func ranks(after recorded: [Recorded]) -> [Int64: SubmissionRanks] {
    var ranks: [Int64: SubmissionRanks] = [:]
    for (submission, outcome) in recorded {
      guard let board = directory[submission.board]?.board else { continue }
      let key = BoardKey(board: board.number, period: outcome.period)
      ranks[outcome.sequence] = SubmissionRanks(after: rank(of: outcome.after, on: key))
    }
    return ranks
  }

  /// - Returns: `nil` for a rank beyond the limit of the board.
  private func rank(of score: Int64, on key: BoardKey) -> Int? {
    guard let rank = (try? index.comparison(of: key, withScore: score))?.value.rank else {
      return nil
    }
    return rank <= directory[key.board]?.definition.entryLimit ?? .max ? rank : nil
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

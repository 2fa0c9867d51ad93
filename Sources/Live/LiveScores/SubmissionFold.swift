import Failures
package import Time

/// Folds submissions into standings, one after the other: the rules of the lane, without a store.
///
/// A log tells it what is stored under `outcomeKeys` and `standingKeys`, adds the submissions in
/// the order of their arrival, and stores `events` and `changedStandings` in one transaction.
package struct SubmissionFold: Sendable {
  /// A submission as a row of the log.
  package struct Event: Hashable, Sendable {
    package let submission: Submission
    package let board: Int64
    package let outcome: RecordedOutcome
    package let at: Instant

    /// Where the standing is kept that the event counts for.
    package var standingKey: StandingKey {
      StandingKey(board: board, period: outcome.period, player: submission.player)
    }
  }

  private struct Place {
    let board: Board
    let period: PeriodID
  }

  private let places: [BoardID: Place]
  private let now: Instant
  private var outcomes: [OutcomeKey: RecordedOutcome] = [:]
  private var standings: [StandingKey: Standing] = [:]
  private var nextSequence: Int64

  /// The new submissions in the order of their sequences.
  package private(set) var events: [Event] = []
  /// The last value of every standing that was touched.
  package private(set) var changedStandings: [StandingKey: Standing] = [:]

  /// - Parameters:
  ///   - boards: those of the submissions that exist.
  ///   - lastSequence: that of the log.
  ///   - now: when the transaction began.
  ///   - period: tells the period of a board at that time.
  package init(
    boards: [Board], lastSequence: Int64, at now: Instant, period: (Board) -> Period
  ) {
    let places = boards.map { ($0.id, Place(board: $0, period: period($0).id)) }
    self.places = Dictionary(places) { _, last in last }
    self.now = now
    nextSequence = lastSequence + 1
  }

  /// The same, and works the periods out.
  package init(boards: [Board], lastSequence: Int64, at now: Instant) {
    self.init(boards: boards, lastSequence: lastSequence, at: now) { $0.period(at: now) }
  }

  // MARK: What has to be known

  /// The keys whose outcomes have to be known.
  package func outcomeKeys(of submissions: [Submission]) -> [OutcomeKey] {
    submissions.compactMap { submission in
      places[submission.board].map { OutcomeKey(board: $0.board.number, key: submission.key) }
    }
  }

  /// The standings that have to be known.
  package func standingKeys(of submissions: [Submission]) -> [StandingKey] {
    submissions.compactMap { submission in
      places[submission.board].map { Self.key(of: submission, $0) }
    }
  }

  /// Makes room for a batch at once.
  package mutating func reserve(_ submissionCount: Int) {
    outcomes.reserveCapacity(submissionCount)
    standings.reserveCapacity(submissionCount)
    changedStandings.reserveCapacity(submissionCount)
    events.reserveCapacity(submissionCount)
  }

  /// Tells what is stored under a key.
  package mutating func know(_ outcome: RecordedOutcome, of key: OutcomeKey) {
    outcomes[key] = outcome
  }

  /// Tells what is stored under a key.
  package mutating func know(_ standing: Standing, of key: StandingKey) {
    standings[key] = standing
  }

  // MARK: Folding

  /// Adds the next submission.
  package mutating func add(_ submission: Submission) -> Outcome {
    guard let place = places[submission.board] else {
      return .rejected(
        LiveError(
          code: .unknownBoard, place: "leaderboard_id",
          reason: "there is no leaderboard '\(submission.board.text)'"))
    }
    let board = place.board
    let key = Self.key(of: submission, place)
    let fingerprint = submission.fingerprint
    let outcomeKey = OutcomeKey(board: board.number, key: submission.key)
    if let first = outcomes[outcomeKey] {
      return first.fingerprint == fingerprint ? .repeated(first) : .conflicting(first)
    }
    do throws(LiveError) {
      try Self.check(submission, on: board)
      let standing = changedStandings[key] ?? standings[key]
      let before = standing?.score
      let after = try board.definition.score(after: submission.score, on: before)
      let outcome = RecordedOutcome(
        sequence: nextSequence, period: key.period, before: before, after: after,
        fingerprint: fingerprint)
      nextSequence += 1
      outcomes[outcomeKey] = outcome
      changedStandings[key] = self.standing(standing, after: submission, outcome)
      events.append(
        Event(submission: submission, board: board.number, outcome: outcome, at: now))
      return .recorded(outcome)
    } catch {
      return .rejected(error)
    }
  }

  private static func key(of submission: Submission, _ place: Place) -> StandingKey {
    StandingKey(board: place.board.number, period: place.period, player: submission.player)
  }

  private func standing(
    _ current: Standing?, after submission: Submission, _ outcome: RecordedOutcome
  ) -> Standing {
    var standing =
      current
      ?? Standing(
        score: outcome.after, sequence: outcome.sequence, reachedAt: now,
        metadata: submission.metadata, submissionCount: 0)
    if outcome.hasChanged {
      standing.score = outcome.after
      standing.sequence = outcome.sequence
      standing.reachedAt = now
      standing.metadata = submission.metadata
    }
    standing.submissionCount += 1
    return standing
  }

  private static func check(_ submission: Submission, on board: Board) throws(LiveError) {
    guard submission.score.magnitude <= UInt64(ScoreScale.maxUnits) else {
      throw LiveError(
        code: .invalidScore, place: "score",
        reason: "expected a number within ±\(board.definition.scale.text(ScoreScale.maxUnits))")
    }
    let limit = board.definition.metadataLimit
    guard let metadata = submission.metadata, metadata.count > limit else { return }
    throw LiveError(
      code: .invalidMetadata, place: "metadata",
      reason: "expected at most \(limit) bytes, found \(metadata.count)")
  }
}

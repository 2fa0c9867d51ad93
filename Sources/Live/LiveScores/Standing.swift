package import Time

/// What a player has on a board in a period.
package struct Standing: Hashable, Sendable {
  /// In units of the board's scale.
  package var score: Int64
  /// The submission that reached the score; of equal scores the first one stands first.
  package var sequence: Int64
  package var reachedAt: Instant
  /// Of the submission that reached the score.
  package var metadata: [UInt8]?
  /// Submissions that counted in the period, those that changed nothing included.
  package var submissionCount: Int

  package init(
    score: Int64, sequence: Int64, reachedAt: Instant, metadata: [UInt8]?, submissionCount: Int
  ) {
    self.score = score
    self.sequence = sequence
    self.reachedAt = reachedAt
    self.metadata = metadata
    self.submissionCount = submissionCount
  }
}

/// Where a standing is kept.
package struct StandingKey: Hashable, Sendable {
  package let board: Int64
  package let period: PeriodID
  package let player: PlayerID

  package init(board: Int64, period: PeriodID, player: PlayerID) {
    self.board = board
    self.period = period
    self.player = player
  }
}

/// What a submission did, as the log keeps it for repetitions.
package struct RecordedOutcome: Hashable, Sendable {
  /// The place of the submission in the log, from 1.
  package let sequence: Int64
  package let period: PeriodID
  /// The player's score before; `nil` if there was none.
  package let before: Int64?
  package let after: Int64
  package let fingerprint: Fingerprint

  package init(
    sequence: Int64, period: PeriodID, before: Int64?, after: Int64, fingerprint: Fingerprint
  ) {
    self.sequence = sequence
    self.period = period
    self.before = before
    self.after = after
    self.fingerprint = fingerprint
  }

  package var hasChanged: Bool { before != after }
}

/// The answer to a submission.
package enum Outcome: Hashable, Sendable {
  case recorded(RecordedOutcome)
  /// The key is known with the same content; nothing changes, and this is the first outcome.
  case repeated(RecordedOutcome)
  /// The key is known with other content.
  case conflicting(RecordedOutcome)
  case rejected(LiveError)
}

/// Where the outcome of a key is kept.
package struct OutcomeKey: Hashable, Sendable {
  package let board: Int64
  package let key: SubmissionKey

  package init(board: Int64, key: SubmissionKey) {
    self.board = board
    self.key = key
  }
}

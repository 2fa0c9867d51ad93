package import LiveScores
package import Time

/// Reads standings.
package protocol StandingReader: Sendable {
  /// The periods of a board that have standings, oldest first.
  /// - Parameter board: the number of the board.
  func periods(of board: Int64) async throws(ScoreLogError) -> [PeriodID]

  /// A page of the standings of a period, in an order of the log's own.
  ///
  /// Pages are read one after the other while submissions go on, so a later page can be newer.
  /// Whoever wants the state of a moment reads `lastSequence` first, then the pages, then the
  /// events after that sequence, and lets no event replace a standing of a later sequence.
  /// - Parameters:
  ///   - cursor: `nextCursor` of the page before; `nil` for the first page.
  ///   - limit: entries of the page, at least 1.
  func standings(
    of board: Int64, in period: PeriodID, after cursor: Int64?, limit: Int
  ) async throws(ScoreLogError) -> StandingPage

  /// The standing of one player; `nil` if there is none.
  func standing(_ key: StandingKey) async throws(ScoreLogError) -> Standing?
}

/// A part of the standings of a period.
package struct StandingPage: Hashable, Sendable {
  /// What ranks are made of.
  package struct Entry: Hashable, Sendable {
    package let player: PlayerID
    /// In units of the board's scale.
    package let score: Int64
    /// The submission that reached the score.
    package let sequence: Int64

    package init(player: PlayerID, score: Int64, sequence: Int64) {
      self.player = player
      self.score = score
      self.sequence = sequence
    }
  }

  package let entries: [Entry]
  /// `nil` after the last page.
  package let nextCursor: Int64?

  package init(entries: [Entry], nextCursor: Int64?) {
    self.entries = entries
    self.nextCursor = nextCursor
  }
}

/// Reads what happened.
package protocol EventReader: Sendable {
  /// The sequence of the newest event; 0 in an empty log.
  func lastSequence() async throws(ScoreLogError) -> Int64

  /// The next events in order.
  /// - Parameters:
  ///   - sequence: that of the last known event; 0 for all that are left.
  ///   - limit: events at most, at least 1.
  func events(after sequence: Int64, limit: Int) async throws(ScoreLogError) -> [LogEvent]

  /// The submissions of a player in a period, newest first, as far as the log keeps them. Those
  /// before a removal of the player are not among them.
  /// - Parameters:
  ///   - sequence: that of the last entry of the page before; `nil` for the first page.
  ///   - limit: entries at most, at least 1.
  func history(
    of key: StandingKey, before sequence: Int64?, limit: Int
  ) async throws(ScoreLogError) -> [LogEvent]
}

/// An entry of the log.
package struct LogEvent: Hashable, Sendable {
  package enum Change: Hashable, Sendable {
    case submission(RecordedSubmission)
    case boardCreated
    case boardChanged
    case boardReset
    case boardDeleted
    case playerRemoved(PlayerID)
  }

  package let sequence: Int64
  package let at: Instant
  /// The number of the board.
  package let board: Int64
  package let change: Change

  package init(sequence: Int64, at: Instant, board: Int64, change: Change) {
    self.sequence = sequence
    self.at = at
    self.board = board
    self.change = change
  }
}

/// A submission that counted, with what it did.
package struct RecordedSubmission: Hashable, Sendable {
  package let player: PlayerID
  package let period: PeriodID
  /// As it was submitted, in units of the board's scale.
  package let score: Int64
  /// The player's score before; `nil` if there was none.
  package let before: Int64?
  package let after: Int64
  package let metadata: [UInt8]?
  package let key: SubmissionKey

  package init(
    player: PlayerID, period: PeriodID, score: Int64, before: Int64?, after: Int64,
    metadata: [UInt8]?, key: SubmissionKey
  ) {
    self.player = player
    self.period = period
    self.score = score
    self.before = before
    self.after = after
    self.metadata = metadata
    self.key = key
  }
}

package import LiveScores

/// A board in one of its periods.
package struct BoardKey: Hashable, Sendable {
  /// The number of the board, which is not used again.
  package let board: Int64
  package let period: PeriodID

  package init(board: Int64, period: PeriodID) {
    self.board = board
    self.period = period
  }
}

extension BoardKey: CustomStringConvertible {
  package var description: String { "\(board)/\(period.text)" }
}

/// A part of the log: what changed on boards between two sequences.
///
/// A reader may have to wait for all changes of one board, so a batch has at most 1,000.
package struct RankBatch: Sendable {
  /// The last sequence before those of the batch.
  package let after: Int64
  /// The last sequence of the batch.
  package let through: Int64
  /// In the order of their sequences; those of one sequence are in one batch.
  package let changes: [RankChange]

  package init(after: Int64, through: Int64, changes: [RankChange]) {
    self.after = after
    self.through = through
    self.changes = changes
  }
}

/// A change of a board by an event of the log.
package struct RankChange: Sendable {
  package enum Kind: Hashable, Sendable {
    /// The player has this score, whatever it was before.
    case set(PlayerID, score: Int64)
    case remove(PlayerID)
    /// Only so many entries remain.
    case trim(toCount: Int)
  }

  package let board: BoardKey
  package let sequence: Int64
  package let kind: Kind

  package init(board: BoardKey, sequence: Int64, kind: Kind) {
    self.board = board
    self.sequence = sequence
    self.kind = kind
  }
}

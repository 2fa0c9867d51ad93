package import LiveScores

/// What a submission did, and where the player stands.
package struct SubmissionAnswer: Hashable, Sendable {
  package let outcome: Outcome
  package let ranks: SubmissionRanks

  package init(outcome: Outcome, ranks: SubmissionRanks) {
    self.outcome = outcome
    self.ranks = ranks
  }
}

/// A player's rank before and after a submission; `nil` if there is none, or the ranks moved on
/// before it could be told.
package struct SubmissionRanks: Hashable, Sendable {
  package var before: Int?
  package var after: Int?

  package init(before: Int? = nil, after: Int? = nil) {
    self.before = before
    self.after = after
  }
}

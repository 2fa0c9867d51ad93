/// What a commit did, for measurements.
package struct CommitReport: Sendable {
  package let submissionCount: Int
  /// From the call of the log to its answer, the ranks included.
  package let duration: Duration
  /// An answer each, or why the commit failed.
  package let result: Result<[SubmissionAnswer], ScoreLogError>

  package init(
    submissionCount: Int, duration: Duration, result: Result<[SubmissionAnswer], ScoreLogError>
  ) {
    self.submissionCount = submissionCount
    self.duration = duration
    self.result = result
  }
}

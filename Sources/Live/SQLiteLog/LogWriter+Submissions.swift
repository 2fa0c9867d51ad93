import Failures
import LiveScores
import ScoreLog
import Time

extension LogWriter {
  /// Most batches have new keys only, so keys are not looked up. Inserting them finds the others,
  /// and then the batch begins again with a look at each key.
  func append(_ submissions: [Submission]) throws(ScoreLogError) -> [Outcome] {
    try write { connection, content throws(ScoreLogError) in
      let statements = try self.statements(connection)
      let boards = Set(submissions.map(\.board)).compactMap { content.boards[$0] }
      let now = content.time(by: self.clock)
      let fold = SubmissionFold(
        boards: boards, lastSequence: content.lastSequence, at: now,
        period: { content.period(of: $0, at: now) })
      if let outcomes = try statements.append(submissions, fold, &content) { return outcomes }
      try connection.execute("ROLLBACK; BEGIN IMMEDIATE")
      var informed = fold
      for key in fold.outcomeKeys(of: submissions) {
        if let outcome = try statements.outcome(of: key) { informed.know(outcome, of: key) }
      }
      guard let outcomes = try statements.append(submissions, informed, &content) else {
        throw ScoreLogError(
          code: .damaged, place: self.path, reason: "a key is in the log and cannot be found")
      }
      return outcomes
    }
  }
}

import LiveScores
import ScoreLog
import Synchronization

/// A log that brings the ranks up to what it appends before it answers.
final class ProjectedLog: SubmissionLog {
  private let log: any SubmissionLog
  private let projector: RankProjector
  /// The ranks of outcomes whose callers have not taken them yet.
  private let ranks = Mutex<[Int64: SubmissionRanks]>([:])

  init(_ log: any SubmissionLog, _ projector: RankProjector) {
    self.log = log
    self.projector = projector
  }

  func append(_ submissions: [Submission]) async throws(ScoreLogError) -> [Outcome] {
    let outcomes = try await log.append(submissions)
    let projected = await projector.project(outcomes, of: submissions)
    ranks.withLock { $0.merge(projected) { _, last in last } }
    return outcomes
  }

  /// The ranks of an outcome, once.
  func takeRanks(of outcome: Outcome) -> SubmissionRanks {
    guard case .recorded(let recorded) = outcome else { return SubmissionRanks() }
    return ranks.withLock { $0.removeValue(forKey: recorded.sequence) } ?? SubmissionRanks()
  }
}

import Failures
package import HTTPAPI
package import JSON
package import LiveScores
package import ScoreLog

/// What a submission is answered with.
package enum SubmissionResult: Sendable {
  case counted(Submission, RecordedOutcome, SubmissionRanks, ScoreScale, isRepeated: Bool)
  case rejected(ProblemDetails)

  init(_ submission: Submission, _ answer: SubmissionAnswer, _ scale: ScoreScale, place: String) {
    switch answer.outcome {
    case .recorded(let outcome):
      self = .counted(submission, outcome, answer.ranks, scale, isRepeated: false)
    case .repeated(let outcome):
      self = .counted(submission, outcome, answer.ranks, scale, isRepeated: true)
    case .conflicting: self = .rejected(.keyReused)
    case .rejected(let error): self = .rejected(.rejection(error, in: place))
    }
  }

  package func write(to json: inout JSONWriter) {
    switch self {
    case .counted(let submission, let outcome, let ranks, let scale, let isRepeated):
      json.object {
        $0.member("status", isRepeated ? "repeated" : "recorded")
        $0.member("leaderboard_id", submission.board.text)
        $0.member("player_id", submission.player.text)
        $0.member("submission_id", submission.key.text)
        $0.member("changed", outcome.hasChanged)
        $0.score("score", outcome.after, scale)
        $0.score("previous_score", outcome.before, scale)
        $0.member("rank", ranks.after)
        $0.member("previous_rank", ranks.before)
        $0.member("sequence", outcome.sequence)
        $0.member("period", outcome.period.text)
      }
    case .rejected(let problem):
      json.object {
        $0.member("status", "rejected")
        $0.member("code", problem.code)
        $0.member("detail", problem.detail)
      }
    }
  }
}

extension ProblemDetails {
  /// The problem of a submission that a board rejects.
  static func rejection(_ error: LiveError, in place: String) -> ProblemDetails {
    error.code == .unknownBoard
      ? .notFound("\(error.reason).", code: "unknown_leaderboard")
      : RequestError(error, in: place).problem
  }
}

import Failures
import HTTP
package import HTTPAPI
import LiveScores
import ScoreLog

extension LiveService {
  /// Translates an error, and decides whether to report it to the owner.
  package static func problem(
    of error: any Error
  ) -> (problem: ProblemDetails, isOurs: Bool)? {
    switch error {
    case let error as RequestError: (error.problem, false)
    case let error as ScoreLogError: logProblem(of: error)
    default: nil
    }
  }

  private static func logProblem(of error: ScoreLogError) -> (ProblemDetails, Bool) {
    switch error.code {
    case .unknownBoard: (.notFound("\(error.reason).", code: "unknown_leaderboard"), false)
    case .unknownPeriod: (.notFound("\(error.reason).", code: "unknown_period"), false)
    case .boardExists:
      (
        ProblemDetails(
          status: 409, code: "leaderboard_exists", title: "Leaderboard exists",
          detail: "\(error.reason)."), false
      )
    case .invalidBoard:
      (
        (error.underlying as? LiveError).map { RequestError($0, in: "").problem }
          ?? RequestError(.invalidValue, at: error.place, error.reason).problem, false
      )
    case .queueFull(let pause):
      (.unavailable("queue_full", "Too many submissions wait.", retryAfter: pause), false)
    case .requestTooLarge:
      (
        ProblemDetails(
          status: 413, code: "batch_too_large", title: "Batch too large",
          detail: "\(error.reason)."), false
      )
    case .cancelled:
      (.unavailable("cancelled", "The request was cancelled.", retryAfter: .seconds(1)), false)
    case .busy:
      (.unavailable("log_busy", "Somebody else uses the log.", retryAfter: .seconds(1)), true)
    case .full:
      (
        ProblemDetails(
          status: 507, code: "log_full", title: "Log full",
          detail: "The storage of the log is full. Nothing was recorded."), true
      )
    case .outcomeUnknown:
      (
        .unavailable(
          "outcome_unknown",
          "The commit failed, so that nobody knows whether it counts. "
            + "Repeat the request with the same key.", retryAfter: .seconds(1)), true
      )
    case .unavailable, .readOnly, .damaged, .unsupportedVersion:
      (
        .unavailable(
          "log_unavailable", "Nothing can be recorded at the moment.", retryAfter: .seconds(5)),
        true
      )
    }
  }
}

extension ProblemDetails {
  static func unavailable(
    _ code: String, _ detail: String, retryAfter pause: Duration
  ) -> ProblemDetails {
    ProblemDetails(
      status: 503, code: code, title: "Unavailable", detail: detail,
      headers: ["Retry-After": .seconds(of: pause)])
  }

  static func notRanked(_ player: PlayerID) -> ProblemDetails {
    .notFound("The player '\(player.text)' is not ranked.", code: "player_not_ranked")
  }

  static let keyReused = ProblemDetails(
    status: 422, code: "key_reused", title: "Key reused",
    detail: "The leaderboard has a submission with this key and other content.")
}

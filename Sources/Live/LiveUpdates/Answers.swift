import HTTPAPI
import JSON
import LiveAPI
import LiveScores

/// Messages of the server that answer a client, as JSON.
enum Answers {
  /// - Parameter id: what the client calls its request, as JSON.
  static func message(
    _ type: String, _ id: [UInt8]?, _ board: BoardID? = nil,
    _ more: (inout JSONWriter) -> Void = { _ in }
  ) -> [UInt8] {
    UpdateText.json {
      $0.member("type", type)
      if let id {
        $0.key("request_id")
        $0.raw(id)
      }
      if let board { $0.member("leaderboard_id", board.text) }
      more(&$0)
    }
  }

  /// The client has the state of a version, and will be told of later ones.
  static func subscribed(
    _ subscription: SocketState.Subscription, _ version: Int64
  ) -> [UInt8] {
    message("subscribed", subscription.requestID, subscription.board) {
      $0.member("limit", subscription.interest.limit)
      if let player = subscription.interest.player { $0.member("player_id", player.text) }
      $0.member("version", version)
    }
  }

  static func deleted(_ board: BoardID) -> [UInt8] { message("leaderboard_deleted", nil, board) }

  static func submitted(_ result: SubmissionResult, _ id: [UInt8]?) -> [UInt8] {
    if case .rejected(let problem) = result { return error(problem, id) }
    return message("submitted", id) {
      $0.key("data")
      result.write(to: &$0)
    }
  }

  static func error(_ problem: ProblemDetails, _ id: [UInt8]?) -> [UInt8] {
    message("error", id) {
      $0.member("code", problem.code)
      $0.member("detail", problem.detail)
    }
  }
}

package import HTTPAPI
package import LiveScores

/// The parameters in the paths of the routes.
package enum LivePath {
  package static let board = PathParameter(
    "id",
    ParameterDescription(
      sharedAs: "LeaderboardID", "The leaderboard's id.", schema: .boardID, example: "game1")
  ) {
    try? BoardID($0)
  } refusing: {
    .notFound(
      "\"\($0.prefix(80))\" is no id of a leaderboard: expected 1 to \(BoardID.maxLength) letters, "
        + "digits, '-', '_', '.' or ':'.", code: "unknown_leaderboard")
  }

  static let player = PathParameter(
    "player_id",
    ParameterDescription(
      sharedAs: "PlayerID", "The player's id.", schema: .playerID, example: "player123")
  ) {
    try? PlayerID($0)
  } refusing: { _ in
    .notFound(
      "Expected a player's id of 1 to \(PlayerID.maxBytes) bytes without control characters.",
      code: "player_not_ranked")
  }

  static let score = PathParameter(
    "score", ParameterDescription("A score.", schema: .score, example: 1500)
  ) {
    $0
  } refusing: { _ in
    .notFound("Expected a score.")
  }
}

extension RouteParameter {
  package static let board = path(LivePath.board)
  static let player = path(LivePath.player)
  static let score = path(LivePath.score)

  static let period = query(
    "period",
    ParameterDescription(
      sharedAs: "Period", "The id of a period; the current one by default.", schema: .periodID,
      example: "all"))

  static let neighbors = query(
    "range",
    ParameterDescription(
      "How many neighbors on either side. At the ends of the board the window moves.",
      schema: [
        "type": "integer", "minimum": 0, "maximum": .number(LiveService.maxNeighbors),
        "default": .number(LiveService.standardNeighbors),
      ]))

  static let cursor = query(
    "cursor",
    ParameterDescription(
      sharedAs: "Cursor",
      "`next_cursor` of the page before. Whoever keeps the score is on one page exactly.",
      schema: .string()))

  package static func limit(_ limits: LiveLimits) -> RouteParameter {
    query(
      "limit",
      ParameterDescription(
        sharedAs: "Limit", "The max number of entries.",
        schema: [
          "type": "integer", "minimum": 1, "maximum": .number(limits.maxLimit),
          "default": .number(limits.defaultLimit),
        ]))
  }
}

extension RouteRequest {
  var board: BoardID {
    get throws(ProblemDetails) { try path(LivePath.board) }
  }

  var player: PlayerID {
    get throws(ProblemDetails) { try path(LivePath.player) }
  }
}

extension LiveService {
  static let maxNeighbors = 500
  static let standardNeighbors = 5

  package func limit(_ request: RouteRequest) throws(ProblemDetails) -> Int {
    try request.query.number(
      "limit", in: 1...limits.maxLimit, default: min(limits.defaultLimit, limits.maxLimit))
  }

  func neighbors(_ request: RouteRequest) throws(ProblemDetails) -> Int {
    try request.query.number(
      "range", in: 0...Self.maxNeighbors, default: Self.standardNeighbors)
  }
}

package import HTTPAPI
import LiveScores

/// What the answers of several routes have in common.
extension OpenAPINode {
  static let boardID: OpenAPINode = [
    "type": "string", "pattern": #"^[A-Za-z0-9._:-]{1,64}$"#,
  ]

  static let playerID: OpenAPINode = [
    "type": "string", "minLength": 1, "maxLength": .number(PlayerID.maxBytes),
    "description": "At most 128 bytes of UTF-8 without control characters.",
  ]

  static let submissionKey: OpenAPINode = [
    "type": "string", "minLength": 1, "maxLength": .number(SubmissionKey.maxBytes),
    "description": """
    Makes repetitions the same submission: unique within a leaderboard, at most 255 bytes. A \
    submission without one gets a new one.
    """,
  ]

  static let score: OpenAPINode = [
    "type": "number", "minimum": .number(-Int(ScoreScale.maxUnits)),
    "maximum": .number(Int(ScoreScale.maxUnits)),
    "description": "With at most the decimal places of the leaderboard.",
  ]

  static let periodID = schema(
    "PeriodID",
    .string(
      pattern: #"^(all|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z)$"#,
      description: "`all`, or the period's start in UTC."))

  static let time = schema("Time", .string(format: "date-time"))

  static let period = schema(
    "Period",
    .object([
      "id": .periodID, "start": .nullable(.time),
      "end": .nullable(.time, description: "The next reset, if one is planned."),
    ]))

  static let entry = schema(
    "Entry",
    .object([
      "rank": .integer(from: 1, description: "Equal scores share a rank: 1, 2, 2, 4."),
      "player_id": .playerID, "score": .score,
    ]))

  static let metadata: OpenAPINode = ["type": ["object", "null"]]

  /// A successful answer.
  static func success(_ data: OpenAPINode, meta: OpenAPINode? = nil) -> OpenAPINode {
    let success: OpenAPINode = ["type": "boolean", "const": true]
    guard let meta else { return .object(["success": success, "data": data]) }
    return .object(["success": success, "data": data, "meta": meta])
  }

  /// An answer whose data tells what failed.
  static func failure(_ data: OpenAPINode) -> OpenAPINode {
    .object(["success": ["type": "boolean", "const": false], "data": data])
  }

  static func meta(
    _ more: KeyValuePairs<String, OpenAPINode> = [:], optional: Set<String> = []
  ) -> OpenAPINode {
    let members: [(name: String, node: OpenAPINode)] = [
      ("leaderboard_id", .boardID), ("period", .period), ("total_players", .count()),
      (
        "version",
        .count("Grows with each change of the board. Pages of one version are the same.")
      ),
    ]
    return .object(
      of: members + more.map { (name: $0.key, node: $0.value) }, optional: optional)
  }

  static let nextCursor: OpenAPINode = .nullableString(description: "null on the last page.")
}

extension OpenAPIOperation {
  /// An operation that reads.
  static func read(
    _ id: String, tag: String, _ summary: String, _ description: String? = nil,
    _ schema: OpenAPINode, example: OpenAPINode? = nil
  ) -> OpenAPIOperation {
    OpenAPIOperation(
      id, tags: [tag], summary: summary, description: description,
      responses: [
        .ok("The answer.", [(.json, schema, example)]), .notModified, .badRequest, .tokenRequired,
        .forbiddenToken, .unknown, .notAcceptable, .unprocessable, .tooManyRequests,
        .internalError, .unavailableLog, .timedOut,
      ])
  }

  /// An operation that changes something.
  static func change(
    _ id: String, tag: String, _ summary: String, _ description: String? = nil,
    body: OpenAPINode? = nil, answers: [OpenAPIResponse], and others: [OpenAPIResponse] = []
  ) -> OpenAPIOperation {
    let forBodies: [OpenAPIResponse] =
      body == nil ? [] : [.bodyTooLarge, .wrongContentType, .slowBody]
    let all =
      answers + others + forBodies + [
        .badRequest, .tokenRequired, .forbiddenToken, .unknown, .unprocessable, .tooManyRequests,
        .internalError, .unavailableLog, .fullLog, .timedOut,
      ]
    return OpenAPIOperation(
      id, tags: [tag], summary: summary, description: description,
      requestBody: body.map { ["required": true, "content": ["application/json": $0]] },
      responses: all.sorted { $0.status < $1.status })
  }
}

extension OpenAPIResponse {
  /// A successful answer to a change.
  static func done(
    _ description: String, _ schema: OpenAPINode, status: Int = 200,
    example: OpenAPINode? = nil, headers: OpenAPINode? = nil
  ) -> OpenAPIResponse {
    var content: [(name: String, node: OpenAPINode)] = [("schema", schema)]
    if let example { content.append(("examples", ["answer": ["value": example]])) }
    var members: [(name: String, node: OpenAPINode)] = [("description", .text(description))]
    if let headers { members.append(("headers", headers)) }
    members.append(("content", ["application/json": .object(content)]))
    return OpenAPIResponse(status, .object(members))
  }

  package static let tokenRequired = problem(
    401, "TokenRequired",
    "A token is required: `token_required`; or it is unknown: `unknown_token`.",
    example: .tokenRequired)

  package static let forbiddenToken = problem(
    403, "ForbiddenToken",
    "The token lacks a scope: `missing_scope`; or a page of another origin asks: `cross_origin`.",
    example: .otherOrigin)

  package static let unknown = problem(
    404, "Unknown",
    """
    No such leaderboard: `unknown_leaderboard`; no such period: `unknown_period`; the player has \
    no rank: `player_not_ranked`; nothing at this path: `not_found`.
    """)

  static let exists = problem(
    409, "Exists", "A leaderboard has this id: `leaderboard_exists`.")

  static let bodyTooLarge = problem(
    413, "BodyTooLarge", "The body or the batch is too large: `body_too_large`, `batch_too_large`.")

  static let wrongContentType = problem(
    415, "WrongContentType", "The content type is not `application/json`: `wrong_content_type`.")

  static let slowBody = problem(408, "SlowBody", "The body did not arrive in time.")

  static let unprocessable = problem(
    422, "Unprocessable",
    "A value cannot be used: `invalid_value`; a key has other content: `key_reused`.")

  package static let tooManyRequests = problem(
    429, "TooManyRequests", "The token's rate is exceeded: `rate_exceeded`.",
    headers: [("Retry-After", .retryAfter)])

  static let unavailableLog = problem(
    503, "UnavailableLog",
    """
    Temporarily unavailable: `queue_full`, `log_busy`, `log_unavailable`, `not_ready`. \
    `outcome_unknown`: the same request with the same key tells.
    """, headers: [("Retry-After", .retryAfter)])

  static let fullLog = problem(507, "FullLog", "The storage is full: `log_full`.")
}

import HTTP
import HTTPAPI
import LiveScores

extension LiveService {
  var scoreRoutes: [Route] {
    [
      Route(
        .post, "/api/v1/scores",
        describedAs: .change(
          "submitScore", tag: "scores", "Submit a score",
          """
          Answered when the score is durable. The header `Idempotency-Key` and `submission_id` \
          are the same: a repeated key changes nothing and is answered as the first time, without \
          ranks.
          """,
          body: .submission,
          answers: [
            .done("The score counts.", .success(.submissionResult), example: .submissionExample)
          ]),
        action: .collect(
          BodyLimits(maxBytes: Self.maxBodyBytes, type: "application/json")
        ) { request throws(ProblemDetails) in try submitScore(request) }),
      Route(
        .post, "/api/v1/scores/batch",
        describedAs: .change(
          "submitScores", tag: "scores", "Submit many scores",
          """
          The scores count in their order, each for itself: one that is rejected does not keep \
          the others from counting. With the header `Idempotency-Key`, scores without a \
          `submission_id` get one made of the header and their index.
          """,
          body: .batch,
          answers: [
            .done("All scores count.", .batchResult(isSuccess: true)),
            .done(
              "Some scores are rejected.", .batchResult(isSuccess: false), status: 207),
          ]),
        action: .collect(
          BodyLimits(maxBytes: Self.maxBatchBytes, type: "application/json")
        ) { request throws(ProblemDetails) in try submitBatch(request) }),
    ]
  }
}

extension OpenAPINode {
  static let submissionSchema = schema(
    "Submission",
    .object(
      [
        "player_id": .playerID, "leaderboard_id": .boardID, "score": .score,
        "metadata": .metadata,
        "game_id": ["type": ["string", "null"], "description": "Kept as a member of `metadata`."],
        "submission_id": .nullable(.submissionKey),
      ], optional: ["metadata", "game_id", "submission_id"]
    ).closed)

  fileprivate static let submission: OpenAPINode = [
    "schema": .submissionSchema,
    "examples": [
      "score": [
        "value": [
          "player_id": "player123", "leaderboard_id": "game1", "score": 1500,
          "metadata": ["level": 10],
        ]
      ]
    ],
  ]

  fileprivate static let batch: OpenAPINode = [
    "schema": .object([
      "scores": [
        "type": "array", "minItems": 1, "maxItems": .number(BatchRequest.maxSubmissions),
        "items": .submissionSchema,
      ]
    ]).closed,
    "examples": [
      "scores": [
        "value": [
          "scores": [
            ["player_id": "player1", "leaderboard_id": "game1", "score": 1000],
            ["player_id": "player2", "leaderboard_id": "game1", "score": 2000],
          ]
        ]
      ]
    ],
  ]

  static let submissionResult = schema(
    "SubmissionResult",
    .object([
      "status": .oneOf(["recorded", "repeated"]), "leaderboard_id": .boardID,
      "player_id": .playerID, "submission_id": .submissionKey,
      "changed": .boolean("Whether the player's score changed."), "score": .score,
      "previous_score": .nullable(.score),
      "rank": .nullableInteger(
        from: 1, description: "null if the ranks moved on before it could be told."),
      "previous_rank": .nullableInteger(from: 1), "sequence": .integer(from: 1),
      "period": .periodID,
    ]))

  static let rejection = schema(
    "Rejection",
    .object([
      "status": ["type": "string", "const": "rejected"], "code": .string(), "detail": .string(),
    ]))

  fileprivate static func batchResult(isSuccess: Bool) -> OpenAPINode {
    .object([
      "success": ["type": "boolean", "const": .flag(isSuccess)],
      "data": .object([
        "recorded": .count(), "repeated": .count(), "rejected": .count(),
        "results": .array(
          of: [
            "anyOf": [.submissionResult, .rejection]
          ], description: "In the order of the scores."),
      ]),
    ])
  }

  fileprivate static let submissionExample: OpenAPINode = [
    "success": true,
    "data": [
      "status": "recorded", "leaderboard_id": "game1", "player_id": "player123",
      "submission_id": "2k9qj1f0z3w8e-1ab4rv", "changed": true, "score": 1500,
      "previous_score": 1200, "rank": 2, "previous_rank": 5, "sequence": 42, "period": "all",
    ],
  ]

  /// An object without other members.
  var closed: OpenAPINode { adding("additionalProperties", false) }
}

import HTTPAPI
import Leaderboards
import LiveScores

extension OpenAPINode {
  static let board = schema(
    "Leaderboard",
    .object([
      "id": .boardID, "name": .string(), "sort_order": .sortOrder, "update_mode": .updateMode,
      "reset_period": .resetPeriod, "time_zone": .timeZone, "decimal_places": .decimalPlaces,
      "max_entries": .maxEntries, "max_metadata_bytes": .maxMetadataBytes, "created_at": .time,
      "reset_at": .nullable(.time, description: "The last reset by hand."), "period": .period,
    ]))

  static let definition: OpenAPINode = [
    "schema": schema(
      "NewLeaderboard",
      .object(
        [
          "id": .boardID, "name": .nullable(.boardName), "sort_order": .nullable(.sortOrder),
          "update_mode": .nullable(.updateMode), "reset_period": .nullable(.resetPeriod),
          "time_zone": .nullable(.timeZone), "decimal_places": .nullable(.decimalPlaces),
          "max_entries": .maxEntries, "max_metadata_bytes": .nullable(.maxMetadataBytes),
        ],
        optional: [
          "name", "sort_order", "update_mode", "reset_period", "time_zone", "decimal_places",
          "max_entries", "max_metadata_bytes",
        ]
      ).closed),
    "examples": [
      "game": [
        "value": [
          "id": "game1", "name": "Game 1 Leaderboard", "sort_order": "desc",
          "reset_period": "never", "max_entries": 10_000, "update_mode": "best",
        ]
      ]
    ],
  ]

  static let boardChange: OpenAPINode = [
    "schema": .object(
      [
        "name": .nullable(.boardName), "max_entries": .maxEntries,
        "max_metadata_bytes": .nullable(.maxMetadataBytes),
      ], optional: ["name", "max_entries", "max_metadata_bytes"]
    ).closed.adding("minProperties", 1),
    "examples": ["limit": ["value": ["max_entries": 100]]],
  ]

  static let boardExample: OpenAPINode = [
    "success": true,
    "data": [
      "id": "game1", "name": "Game 1 Leaderboard", "sort_order": "desc", "update_mode": "best",
      "reset_period": "weekly", "time_zone": "Europe/Berlin", "decimal_places": 0,
      "max_entries": 10_000, "max_metadata_bytes": 2_048, "created_at": "2026-11-30T10:00:00Z",
      "reset_at": nil,
      "period": [
        "id": "2026-11-29T23:00:00Z", "start": "2026-11-29T23:00:00Z",
        "end": "2026-12-06T23:00:00Z",
      ],
    ],
  ]

  private static let boardName: OpenAPINode = [
    "type": "string", "minLength": 1, "maxLength": .number(BoardDefinition.maxNameBytes),
  ]

  private static let sortOrder: OpenAPINode = .oneOf(RankOrder.allCases.map(\.rawValue))

  private static let updateMode: OpenAPINode = .oneOf(
    UpdateMode.allCases.map(\.rawValue),
    description: """
      `replace` keeps the last score, `increment` adds to it, `best` keeps the best one.
      """)

  private static let resetPeriod: OpenAPINode = [
    "type": "string", "minLength": 1,
    "description": """
    `never`, `hourly`, `daily`, `weekly` (from Monday), `monthly`, `yearly`, or five fields of cron.
    """,
  ]

  private static let timeZone: OpenAPINode = [
    "type": "string", "minLength": 1, "description": "`UTC`, or a name such as `Europe/Berlin`.",
  ]

  private static let decimalPlaces: OpenAPINode = .integer(from: 0, to: ScoreScale.maxPlaces)

  private static let maxEntries: OpenAPINode = [
    "type": ["integer", "null"], "minimum": 1, "maximum": .number(BoardDefinition.maxEntries),
    "description": "How many players are ranked; null for all. Others keep their scores.",
  ]

  private static let maxMetadataBytes: OpenAPINode = .integer(
    from: 0, to: BoardDefinition.maxMetadataBytes)
}

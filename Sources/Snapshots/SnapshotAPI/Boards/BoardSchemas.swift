import HTTPAPI

/// What a board is.
extension OpenAPINode {
  static let searchText = schema(
    "SearchText",
    [
      "type": "string", "minLength": 1, "maxLength": 100,
      "pattern": #"[^\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"#,
      "description": "With at least one character that is no blank.",
    ])

  static let leaderboard = schema(
    "Leaderboard",
    .object([
      "kingdom": .kingdomNumber, "metric": .metric, "date": .snapshotDate,
      "total_players": .count(),
      "ranked_players": .nullableInteger(from: 0, description: "How many have a value."),
      "previous_date": .nullable(
        .snapshotDate,
        description: """
          The snapshot that `previous` speaks of; null where none was asked for or \
          there is none.
          """),
      "entries": .array(
        of: .object(
          [
            "rank": .integer(from: 1), "id": .playerID, "name": .string(),
            "alliance": .nullableString(), "value": .value,
            "previous": .nullable(
              .ranked,
              description: """
                Where the player stood in the snapshot compared with; null where unranked \
                there. Only where `compare` was asked for.
                """),
          ], optional: ["previous"]), maxItems: 1000),
      "previous_cursor": .nullableString(
        description: "Leads to the part before this one; null at the beginning."),
      "next_cursor": .nullableString(
        description: "Leads to the part after this one; null at the end."),
    ]))

  static let leaderboardExample: OpenAPINode = [
    "kingdom": 51, "metric": "dkp", "date": "2026-01-26", "total_players": 300,
    "ranked_players": 293, "previous_date": "2026-01-19",
    "entries": [
      [
        "rank": 1, "id": 65_240_944, "name": "Медный Волк", "alliance": "夜鹰",
        "value": 32_178_509_380, "previous": ["rank": 1, "value": 30_896_790_410],
      ],
      [
        "rank": 2, "id": 100_495_276, "name": "ทอง", "alliance": nil, "value": 13_712_571_960,
        "previous": nil,
      ],
    ], "previous_cursor": nil,
    "next_cursor": "2026-01-26.3fea246cbde30ad6944a37dfcc3f2880.2.0.a92661aab7682502",
  ]
}

import HTTPAPI

/// What a board is.
extension OpenAPINode {
  static let searchText = schema(
    "SearchText",
    [
      "type": "string", "minLength": 1, "maxLength": 100,
      "pattern": #"[^\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"#,
      "description": "At least one character is not white space.",
    ])

  static let leaderboard = schema(
    "Leaderboard",
    .object([
      "kingdom": .kingdomNumber, "metric": .metric, "date": .snapshotDate,
      "total_players": .count(),
      "ranked_players": .nullableInteger(
        from: 0, description: "The number of players with a value."),
      "previous_date": .nullable(
        .snapshotDate,
        description: """
          The date that `previous` refers to; null without `compare` or an earlier snapshot.
          """),
      "entries": .array(
        of: .object(
          [
            "rank": .integer(from: 1), "id": .playerID, "name": .string(),
            "alliance": .nullableString(), "value": .value,
            "previous": .nullable(
              .ranked,
              description: """
                The player in the compared snapshot; null if unranked there. Only with `compare`.
                """),
          ], optional: ["previous"]), maxItems: 1000),
      "previous_cursor": .nullableString(
        description: "The cursor of the page before this one; null on the first page."),
      "next_cursor": .nullableString(
        description: "The cursor of the page after this one; null on the last page."),
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

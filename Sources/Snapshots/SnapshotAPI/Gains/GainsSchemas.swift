import HTTPAPI

/// What gains are.
extension OpenAPINode {
  static let gains = schema(
    "Gains",
    .object([
      "kingdom": .kingdomNumber, "metric": .metric, "from": .snapshotDate, "to": .snapshotDate,
      "weights": .nullableString(
        description: """
          The weights that DKP was computed with; null for other metrics, and for DKP from the \
          uploads.
          """), "compared_players": .count(),
      "entries": .array(
        of: .object([
          "rank": .integer(from: 1), "id": .playerID, "name": .string(),
          "alliance": .nullableString(),
          "gain": .integer(from: 0, to: 9_007_199_254_740_991, description: "Never below 0."),
          "before": .ranked, "after": .ranked,
          "rank_change": .integer(
            description: "The number of ranks the player rose on the metric's own board."),
          "flags": .array(
            of: .oneOf(["fell", "hidden_at_from", "hidden_at_to"]),
            description: """
              `fell`: the value decreased. `hidden_at_from`, `hidden_at_to`: the profile hid its \
              kills at that date.
              """),
        ]), maxItems: 1000),
      "arrived": .object(
        [
          "total_players": .count("All of them."),
          "players": .array(
            of: .object([
              "id": .playerID, "name": .string(), "alliance": .nullableString(),
              "value": .nullable(.value),
            ]), maxItems: 1000),
        ], description: "Listed at `to` only."),
      "departed": .object(
        [
          "total_players": .count("All of them."),
          "players": .array(
            of: .object([
              "id": .playerID, "name": .string(), "alliance": .nullableString(),
              "value": .nullable(.value),
            ]), maxItems: 1000),
        ], description: "Listed at `from` only."),
      "without_value": .object(
        [
          "total_players": .count("All of them."),
          "players": .array(
            of: .object([
              "id": .playerID, "name": .string(), "alliance": .nullableString(),
              "value_before": .nullable(.value), "value_after": .nullable(.value),
            ]), maxItems: 1000),
        ], description: "Listed at both, but without a value at one of them."),
      "previous_cursor": .nullableString(
        description: "The cursor of the page before this one; null on the first page."),
      "next_cursor": .nullableString(
        description: "The cursor of the page after this one; null on the last page."),
    ]))

  static let gainsExample: OpenAPINode = [
    "kingdom": 51, "metric": "dkp", "from": "2026-01-19", "to": "2026-01-26",
    "weights": "t4:10,t5:30,deaths:80", "compared_players": 288,
    "entries": [
      [
        "rank": 1, "id": 65_240_944, "name": "Медный Волк", "alliance": "夜鹰",
        "gain": 1_281_718_970,
        "before": ["rank": 1, "value": 30_896_790_410],
        "after": ["rank": 1, "value": 32_178_509_380], "rank_change": 0, "flags": [],
      ],
      [
        "rank": 288, "id": 27_109_875, "name": "Velvet", "alliance": nil, "gain": 0,
        "before": ["rank": 12, "value": 900], "after": ["rank": 15, "value": 850],
        "rank_change": -3, "flags": ["fell"],
      ],
    ],
    "arrived": [
      "total_players": 1,
      "players": [["id": 24_502_685, "name": "Velvet", "alliance": "Öl", "value": 76_704_380]],
    ], "departed": ["total_players": 0, "players": []],
    "without_value": [
      "total_players": 1,
      "players": [
        [
          "id": 35_039_621, "name": "Misty Harbor", "alliance": #"A"S"#,
          "value_before": 157_706_630, "value_after": nil,
        ]
      ],
    ], "previous_cursor": nil, "next_cursor": nil,
  ]
}

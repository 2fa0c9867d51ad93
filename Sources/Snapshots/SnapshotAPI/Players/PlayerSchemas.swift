import Datasets
import HTTPAPI

/// What is told of a player.
extension OpenAPINode {
  static let foundPlayers = schema(
    "FoundPlayers",
    .object([
      "kingdom": .kingdomNumber, "date": .snapshotDate, "total_matches": .count(),
      "players": .array(
        of: .object([
          "id": .playerID, "name": .string(), "alliance": .nullableString(),
          "power": .nullable(.value),
        ]), maxItems: 100),
    ]))

  static let playerValues = schema(
    "PlayerValues",
    .object(of: PlayerColumn.counters.map { (name: $0.name, node: .nullable(.value)) }))

  static let playerRanks = schema(
    "PlayerRanks",
    .object(of: Metric.allCases.map { (name: $0.rawValue, node: .nullable(.rankedAmong)) }))

  static let rankedAmong = schema(
    "RankedAmong",
    .object([
      "rank": .integer(from: 1),
      "ranked_players": .integer(from: 1, description: "The number of ranked players."),
    ]))

  static let player = schema(
    "Player",
    .object([
      "kingdom": .kingdomNumber, "date": .snapshotDate, "total_players": .count(), "id": .playerID,
      "name": .string(), "alliance": .nullableString(), "values": .playerValues,
      "ranks": .playerRanks,
    ]))

  static let playerHistory = schema(
    "PlayerHistory",
    .object([
      "kingdom": .kingdomNumber, "id": .playerID, "name": .string(description: "The latest name."),
      "alliance": .nullableString(),
      "snapshots": .array(
        of: .object(
          [
            "date": .snapshotDate,
            "listed": .boolean(
              """
              Whether the snapshot lists the player; if not, the members below are missing.
              """), "name": .string(), "alliance": .nullableString(), "values": .playerValues,
            "ranks": .playerRanks,
          ], optional: ["name", "alliance", "values", "ranks"]), maxItems: 366),
    ]))

  static let foundPlayersExample: OpenAPINode = [
    "kingdom": 51, "date": "2026-01-26", "total_matches": 1,
    "players": [["id": 112_132_255, "name": "99&", "alliance": #"A"S"#, "power": 34_588_885]],
  ]

  static let playerExample: OpenAPINode = [
    "kingdom": 51, "date": "2026-01-26", "total_players": 300, "id": 112_132_255, "name": "99&",
    "alliance": #"A"S"#,
    "values": [
      "power": 34_588_885, "kill_points": 56_646_602, "t1_kills": 226_934, "t2_kills": 118_725,
      "t3_kills": 223_259, "t4_kills": 3_885_893, "t5_kills": 830_590, "kills": 5_285_401,
      "deaths": 504_917, "dkp": 104_169_990,
    ],
    "ranks": [
      "dkp": ["rank": 141, "ranked_players": 293], "kills": ["rank": 112, "ranked_players": 299],
      "deaths": ["rank": 161, "ranked_players": 298],
      "power": ["rank": 184, "ranked_players": 296], "kill_points": nil,
    ],
  ]

  static let playerHistoryExample: OpenAPINode = [
    "kingdom": 51, "id": 112_132_255, "name": "99&", "alliance": #"A"S"#,
    "snapshots": [
      [
        "date": "2026-01-26", "listed": true, "name": "99&", "alliance": #"A"S"#,
        "values": [
          "power": 34_588_885, "kill_points": 56_646_602, "t1_kills": 226_934, "t2_kills": 118_725,
          "t3_kills": 223_259, "t4_kills": 3_885_893, "t5_kills": 830_590, "kills": 5_285_401,
          "deaths": 504_917, "dkp": 104_169_990,
        ],
        "ranks": [
          "dkp": ["rank": 141, "ranked_players": 293],
          "kills": ["rank": 112, "ranked_players": 299],
          "deaths": ["rank": 161, "ranked_players": 298],
          "power": ["rank": 184, "ranked_players": 296], "kill_points": nil,
        ],
      ], ["date": "2026-01-19", "listed": false],
    ],
  ]
}

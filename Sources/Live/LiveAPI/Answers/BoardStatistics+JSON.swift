import HTTPAPI
import JSON
import LiveScores
import RankIndex

extension BoardStatistics {
  func write(to json: inout JSONWriter, scale: ScoreScale) {
    json.object {
      $0.member("total_players", count)
      $0.key("sum")
      $0.raw(Array(scale.text(sum).utf8))
      $0.double("mean", mean, scale)
      $0.double("median", scores?.median, scale)
      $0.score("best", scores?.best, scale)
      $0.score("worst", scores?.worst, scale)
    }
  }
}

extension JSONWriter {
  fileprivate mutating func double(_ name: String, _ units: Double?, _ scale: ScoreScale) {
    key(name)
    guard let units else { return null() }
    var divisor = 1.0
    for _ in 0..<scale.places { divisor *= 10 }
    raw(Array("\(units / divisor)".utf8))
  }
}

extension OpenAPINode {
  static let statistics = schema(
    "Statistics",
    .object([
      "total_players": .count(), "sum": ["type": "number"],
      "mean": ["type": ["number", "null"], "description": "null without players."],
      "median": ["type": ["number", "null"]], "best": .nullable(.score),
      "worst": .nullable(.score),
    ]))

  static let topExample: OpenAPINode = [
    "success": true,
    "data": [
      ["rank": 1, "player_id": "player2", "score": 2000],
      ["rank": 2, "player_id": "player3", "score": 1500],
      ["rank": 3, "player_id": "player1", "score": 1000],
    ],
    "meta": [
      "leaderboard_id": "game1", "period": ["id": "all", "start": nil, "end": nil],
      "total_players": 3, "version": 4, "next_cursor": nil,
    ],
  ]
}

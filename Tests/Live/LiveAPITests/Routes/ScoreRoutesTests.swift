import HTTP
import JSON
import Testing

@testable import LiveAPI

@Suite struct ScoreRoutesTests {
  @Test func theAnswerHasTheScoreAndTheRankBeforeAndAfter() async throws {
    try await withGame(#","update_mode":"increment""#) { api in
      _ = try await api.submit("a", "30")
      _ = try await api.submit("b", "20", key: "first")
      let reply = try await api.submit("b", "15", key: "second")
      #expect(reply.status == 200 && reply.headers["Cache-Control"] == "no-store")
      #expect(
        reply.text == """
          {"success":true,"data":{"status":"recorded","leaderboard_id":"game1","player_id":"b",\
          "submission_id":"second","changed":true,"score":35,"previous_score":20,"rank":1,\
          "previous_rank":2,"sequence":4,"period":"all"}}
          """)
    }
  }

  @Test func aRepeatedKeyCountsOnce() async throws {
    try await withGame(#","update_mode":"increment""#) { api in
      _ = try await api.submit("a", "5", key: "k")
      let again = try await api.submit("a", "5", key: "k")
      #expect(again.status == 200 && again.data["status"] == .string("repeated"))
      #expect(try await api.lines("/api/v1/leaderboards/game1/top") == ["1 a 5"])
      let other = try await api.submit("a", "6", key: "k")
      #expect(other.status == 422 && other.code == "key_reused")
      #expect(other.json["success"] == .bool(false))
    }
  }

  @Test(arguments: ["abc", #""abc""#])
  func theHeaderIsAKeyAsWell(header: String) async throws {
    try await withGame(#","update_mode":"increment""#) { api in
      let body = #"{"player_id":"a","leaderboard_id":"game1","score":5}"#
      for expected in ["recorded", "repeated"] {
        let reply = try await api.send(
          .post, "/api/v1/scores", body, ["Idempotency-Key": header])
        #expect(reply.data["status"] == .string(expected))
        #expect(reply.data["submission_id"] == .string("abc"))
      }
      let two = try await api.send(
        .post, "/api/v1/scores", #"{"submission_id":"x",\#(body.dropFirst())"#,
        ["Idempotency-Key": header])
      #expect(two.status == 400 && two.code == "two_keys")
    }
  }

  @Test(arguments: [
    ("1.5", 422, "invalid_value"), ("9007199254740992", 422, "invalid_value"),
    ("1e400", 422, "invalid_value"), ("NaN", 400, "invalid_json"), ("\"5\"", 400, "invalid_body"),
    ("null", 400, "invalid_body"),
  ])
  func scoresThatAreNoneAreRejected(score: String, status: Int, code: String) async throws {
    try await withGame { api in
      let reply = try await api.submit("a", score)
      #expect(reply.status == status && reply.code == code)
      #expect(try await api.lines("/api/v1/leaderboards/game1/top").isEmpty)
    }
  }

  @Test func decimalsKeepTheirPlaces() async throws {
    try await withGame(#","decimal_places":2,"sort_order":"asc""#) { api in
      _ = try await api.submit("a", "1.5")
      _ = try await api.submit("b", "0.75")
      #expect(try await api.lines("/api/v1/leaderboards/game1/top") == ["1 b 0.75", "2 a 1.50"])
    }
  }

  @Test func anUnknownLeaderboardIsNotFound() async throws {
    try await withGame { api in
      let reply = try await api.submit("a", "5", to: "other")
      #expect(reply.status == 404 && reply.code == "unknown_leaderboard")
    }
  }

  @Test func aBatchCountsScoreByScore() async throws {
    try await withGame { api in
      let reply = try await api.send(
        .post, "/api/v1/scores/batch",
        """
        {"scores":[{"player_id":"a","leaderboard_id":"game1","score":1},\
        {"player_id":"","leaderboard_id":"game1","score":1},\
        {"player_id":"b","leaderboard_id":"none","score":1},\
        {"player_id":"a","leaderboard_id":"game1","score":3}]}
        """)
      #expect(reply.status == 207 && reply.json["success"] == .bool(false))
      #expect(reply.data["recorded"]?.integer == 2 && reply.data["rejected"]?.integer == 2)
      let results = reply.data["results"]?.elements ?? []
      #expect(
        results.map { $0["code"]?.string } == [nil, "invalid_value", "unknown_leaderboard", nil])
      #expect(results.last?["score"]?.integer == 3)
      #expect(try await api.lines("/api/v1/leaderboards/game1/top") == ["1 a 3"])
    }
  }

  @Test func theHeaderOfABatchIsAKeyForEachScore() async throws {
    try await withGame(#","update_mode":"increment""#) { api in
      let body = """
        {"scores":[{"player_id":"a","leaderboard_id":"game1","score":1},\
        {"player_id":"b","leaderboard_id":"game1","score":1}]}
        """
      for repeated in [Int64(0), 2] {
        let reply = try await api.send(
          .post, "/api/v1/scores/batch", body, ["Idempotency-Key": "night"])
        #expect(reply.status == 200 && reply.data["repeated"]?.integer == repeated)
      }
      #expect(try await api.lines("/api/v1/leaderboards/game1/top") == ["1 a 1", "1 b 1"])
    }
  }

  @Test func otherContentTypesAndLargeBodiesAreRejected() async throws {
    try await withGame { api in
      let form = try await api.send(
        .post, "/api/v1/scores", "score=1", ["Content-Type": "application/x-www-form-urlencoded"])
      #expect(form.status == 415 && form.headers["Accept-Post"] == "application/json")
      let large = try await api.send(
        .post, "/api/v1/scores", String(repeating: " ", count: LiveService.maxBodyBytes + 1))
      #expect(large.status == 413 && large.code == "body_too_large")
    }
  }
}

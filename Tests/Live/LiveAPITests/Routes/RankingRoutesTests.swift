import HTTP
import JSON
import TestSupport
import Testing

@testable import LiveAPI

@Suite struct RankingRoutesTests {
  private let path = "/api/v1/leaderboards/game1"

  @Test func theTopHasEntriesAndWhatBelongsToThem() async throws {
    try await withGame { api in
      for (player, score) in [("player1", "1000"), ("player2", "2000"), ("player3", "1500")] {
        _ = try await api.submit(player, score)
      }
      let reply = try await api.get("\(path)/top?limit=10")
      #expect(
        reply.text == """
          {"success":true,"data":[{"rank":1,"player_id":"player2","score":2000},\
          {"rank":2,"player_id":"player3","score":1500},\
          {"rank":3,"player_id":"player1","score":1000}],"meta":{"leaderboard_id":"game1",\
          "period":{"id":"all","start":null,"end":null},"total_players":3,"version":4,\
          "next_cursor":null}}
          """)
      let tag = try #require(reply.headers["ETag"])
      let known = try await api.send(.get, "\(path)/top?limit=10", "", ["If-None-Match": tag])
      #expect(known.status == 304)
      _ = try await api.submit("player1", "1001")
      let newer = try await api.send(.get, "\(path)/top?limit=10", "", ["If-None-Match": tag])
      #expect(newer.status == 200 && newer.headers["ETag"] != tag)
    }
  }

  @Test(arguments: [
    ("top?limit=2", ["1 p1 9", "2 p2 8"]), ("range?start=6&end=9", ["6 p6 4", "7 p7 3"]),
    ("range?start=3&end=3", ["3 p3 7"]), ("around/p1?range=1", ["1 p1 9", "2 p2 8", "3 p3 7"]),
    ("around/p4?range=0", ["4 p4 6"]), ("players?ids=p7,p1,nobody", ["7 p7 3", "1 p1 9"]),
    ("around-score/6?range=1", ["3 p3 7", "4 p4 6", "5 p5 5"]),
    ("around-score/-100?range=0", ["7 p7 3"]),
  ])
  func entriesAreReadInManyWays(query: String, expected: [String]) async throws {
    try await withGame { api in
      for number in 1...7 { _ = try await api.submit("p\(number)", "\(10 - number)") }
      #expect(try await api.lines("\(path)/\(query)") == expected)
    }
  }

  @Test(arguments: [
    ("top?limit=0", 400, "bad_parameter"), ("top?limit=1001", 400, "bad_parameter"),
    ("top?count=5", 400, "bad_parameter"), ("range?start=5&end=4", 400, "bad_parameter"),
    ("range?start=1&end=1001", 400, "bad_parameter"), ("around/nobody", 404, "player_not_ranked"),
    ("player/nobody", 404, "player_not_ranked"), ("around-score/abc", 422, "invalid_value"),
    ("top?period=tomorrow", 400, "bad_parameter"), ("players", 400, "bad_parameter"),
    ("top?period=2020-01-01T00:00:00Z", 404, "unknown_period"),
    ("players?ids=a,a", 400, "bad_parameter"), ("players?ids=a,", 400, "bad_parameter"),
    ("top?cursor=abc", 400, "bad_parameter"),
  ])
  func wrongRequestsAreAnsweredWithProblems(
    query: String, status: Int, code: String
  ) async throws {
    try await withGame { api in
      let reply = try await api.get("\(path)/\(query)")
      #expect(reply.status == status && reply.code == code)
      #expect(reply.json["success"] == .bool(false))
    }
  }

  @Test func pagesGoOnWhereTheLastOneEnded() async throws {
    try await withGame { api in
      for number in 0..<25 { _ = try await api.submit("p\(number)", "7") }
      var (lines, cursor): ([String], String?) = ([], "")
      while let next = cursor {
        let target = "\(path)/top?limit=10" + (next.isEmpty ? "" : "&cursor=\(next)")
        lines += try await api.lines(target)
        cursor = try await api.get(target).json["meta"]?["next_cursor"]?.string
        _ = try await api.submit("new \(lines.count)", "9")
      }
      // The last page was read after two more players came in front of it.
      #expect(lines.count == 25 && Set(lines.map { $0.split(separator: " ")[1] }).count == 25)
      #expect(lines.first == "1 p0 7" && lines.last == "3 p24 7")
    }
  }

  @Test func statisticsAreExact() async throws {
    try await withGame(#","decimal_places":1"#) { api in
      #expect(
        try await api.get("\(path)/stats").text.hasPrefix(
          """
          {"success":true,"data":{"total_players":0,"sum":0.0,"mean":null,"median":null,\
          "best":null,"worst":null}
          """))
      for (player, score) in [("a", "1.5"), ("b", "2"), ("c", "-4")] {
        _ = try await api.submit(player, score)
      }
      let data = try await api.get("\(path)/stats").data
      #expect(data["sum"] == .number("-0.5") && data["best"] == .number("2.0"))
      #expect(data["median"] == .number("1.5") && data["worst"] == .number("-4.0"))
    }
  }

  @Test func aPlayerIsReadWithMetadataAndHistory() async throws {
    try await withGame { api in
      _ = try await api.submit("b", "1")
      _ = try await api.send(
        .post, "/api/v1/scores",
        """
        {"player_id":"a/b","leaderboard_id":"game1","score":4,"metadata":{"level":10},\
        "game_id":"match1","submission_id":"first"}
        """)
      api.time.advance(by: .seconds(5))
      _ = try await api.submit("a/b", "3", key: "second")
      let short = try await api.get("\(path)/player/a%2Fb").data
      #expect(
        short
          == .object([
            ("rank", .number("1")), ("player_id", .string("a/b")), ("score", .number("4")),
            ("percentile", .number("75.0")),
          ]))
      let data = try await api.get("\(path)/player/a%2Fb?details=true").data
      #expect(data["rank"]?.integer == 1 && data["submissions"]?.integer == 2)
      #expect(data["percentile"] == .number("75.0"))
      #expect(data["metadata"]?["level"]?.integer == 10)
      #expect(data["metadata"]?["game_id"] == .string("match1"))
      #expect(data["reached_at"] == .string("2026-11-30T10:00:00Z"))

      let first = try await api.get("\(path)/history/a%2Fb?limit=1")
      #expect(first.data.elements?.map { $0["submission_id"]?.string } == ["second"])
      let cursor = try #require(first.json["meta"]?["next_cursor"]?.string)
      let rest = try await api.get("\(path)/history/a%2Fb?limit=1&cursor=\(cursor)")
      #expect(rest.data.elements?.map { $0["submission_id"]?.string } == ["first"])
      #expect(rest.json["meta"]?["next_cursor"] == .null)

      let removed = try await api.send(.delete, "\(path)/player/a%2Fb")
      #expect(removed.data["removed"] == .bool(true))
      #expect(try await api.send(.delete, "\(path)/player/a%2Fb").data["removed"] == .bool(false))
      #expect(try await api.get("\(path)/player/a%2Fb").status == 404)
    }
  }

  @Test func periodsAreListedFromTheNewestOn() async throws {
    try await withGame(#","reset_period":"daily","time_zone":"Europe/Berlin""#) { api in
      _ = try await api.submit("a", "1")
      api.time.advance(by: .seconds(86_400))
      _ = try await api.submit("a", "2")
      let periods = try await api.get("\(path)/periods").data.elements ?? []
      #expect(
        periods.map { $0["id"]?.string } == ["2026-11-30T23:00:00Z", "2026-11-29T23:00:00Z"])
      #expect(periods.map { $0["current"] } == [.bool(true), .bool(false)])
      #expect(periods.last?["end"] == .string("2026-11-30T23:00:00Z"))
    }
  }

  @Test func anExportHasEveryPlayer() async throws {
    try await withGame { api in
      for number in 0..<1_234 { _ = try await api.submit("=p\(number)", "\(10_000 - number)") }
      let csv = try await api.get("\(path)/export.csv").text.split(separator: "\r\n")
      #expect(csv.count == 1_235 && csv.last == "1234,'=p1233,8767")
      #expect(csv.first == "\u{FEFF}rank,player_id,score")
      let json = try await api.get("\(path)/export.ndjson").text.split(separator: "\n")
      #expect(json.count == 1_234)
      #expect(json.last == #"{"rank":1234,"player_id":"=p1233","score":8767}"#)
    }
  }
}

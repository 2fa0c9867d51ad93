import HTTP
import HTTPAPI
import JSON
import Testing

/// Which parameters each route takes: the last accepted values, and the first that are not.
@Suite struct RequestParametersTests {
  @Test(arguments: [
    "leaderboards/dkp?limit=1", "leaderboards/dkp?limit=1000", "leaderboards/dkp?date=latest",
    "leaderboards/dkp?date=2026-01-19", "leaderboards/dkp?search=%E5%90%8D",
    "leaderboards/dkp?compare=previous&search=a&limit=5&date=latest", "leaderboards/kills.csv",
    "leaderboards/dkp.csv?limit=1000&compare=2026-01-19",
    "leaderboards/dkp?around=7&compare=previous",
    "leaderboards/dkp?", "leaderboards/dkp?&limit=1&", "gains/dkp?from=previous&to=latest",
    "gains/dkp?from=2026-01-19", "gains/kills?limit=1000", "gains/dkp?weights=t4:0,t5:0,deaths:0",
    "gains/dkp?weights=t4:1000000,t5:1,deaths:1", "gains/power.csv?to=2026-01-26",
    "players?search=a&limit=100", "players?search=7&date=2026-01-26", "players/7?date=2026-01-26",
    "players/7/history?limit=366", "players/7/history?limit=1", "uploads?limit=100", "snapshots",
  ])
  func aGoodRequestIsAnswered(target: String) async throws {
    try await withTestLake { lake in
      let answer = await lake.ask("/v1/kingdoms/51/\(target)")
      #expect(answer.status == 200, "\(answer.text)")
    }
  }

  @Test(
    arguments: [
      ("leaderboards/dkp?limit=1001", "limit", "a whole number from 1 to 1000"),
      ("leaderboards/dkp?date=previous", "date", "latest or YYYY-MM-DD"),
      ("leaderboards/dkp?compare=latest", "compare", "previous or YYYY-MM-DD"),
      ("leaderboards/dkp?compare=2026-02-30", "compare", "previous or YYYY-MM-DD"),
      ("leaderboards/dkp?search=", "search", "1 to 100 characters of a name or an id"),
      ("leaderboards/dkp?search=%C2%A0", "search", "1 to 100 characters of a name or an id"),
      ("leaderboards/dkp?around=07", "around", "a player's id"),
      ("leaderboards/dkp?around=7&search=a", "search", "it without around"),
      ("leaderboards/dkp?weights=t4:1,t5:2,deaths:3", "weights", "one of date, limit"),
      ("gains/dkp?from=latest", "from", "previous or YYYY-MM-DD"),
      ("gains/dkp?to=previous", "to", "latest or YYYY-MM-DD"),
      ("gains/dkp?from=2026-01-26&to=2026-01-26", "from", "a date before 2026-01-26"),
      ("gains/dkp?weights=t4:1,t5:2", "weights", "t4:10,t5:30,deaths:80"),
      ("gains/dkp?weights=t4:1,t5:2,deaths:1000001", "weights", "from 0 to 1000000"),
      ("gains/dkp?weights=t4:-1,t5:2,deaths:3", "weights", "from 0 to 1000000"),
      ("gains/kills?weights=t4:1,t5:2,deaths:3", "weights", "it only with the metric dkp"),
      ("gains/dkp?date=2026-01-26", "date", "one of from, to"),
      ("players?search=a&limit=101", "limit", "a whole number from 1 to 100"),
      ("players?limit=1", "search", "a part of a name, or an id"),
      ("players/7?limit=1", "limit", "one of date"),
      ("players/7/history?limit=367", "limit", "a whole number from 1 to 366"),
      ("players/7/history?date=latest", "date", "one of limit"),
      ("uploads?limit=101", "limit", "a whole number from 1 to 100"),
      ("snapshots?limit=1", "limit", "no parameters here"),
    ])
  func aBadParameterIsNamedWithWhatIsExpected(
    target: String, name: String, expected: String
  ) async throws {
    try await withTestLake { lake in
      let answer = await lake.ask("/v1/kingdoms/51/\(target)")
      let problem = try JSONValue(parsing: answer.bytes)
      #expect(answer.status == 400)
      #expect(problem["code"]?.string == "bad_parameter")
      let detail = try #require(problem["detail"]?.string)
      #expect(detail.hasPrefix("\(name): found "))
      #expect(detail.contains(expected))
    }
  }

  @Test(arguments: [
    ("0", #""0" is not a kingdom"#), ("1000000", #""1000000" is not a kingdom"#),
    ("51.0", #""51.0" is not a kingdom"#), ("%20", #"" " is not a kingdom"#),
  ])
  func aPathNamesAKingdom(kingdom: String, reason: String) async throws {
    try await withTestLake { lake in
      for rest in ["snapshots", "leaderboards/dkp", "gains/dkp", "players/7", "uploads", "else"] {
        let answer = await lake.ask("/v1/kingdoms/\(kingdom)/\(rest)")
        let problem = try JSONValue(parsing: answer.bytes)
        #expect(answer.status == 404)
        #expect(problem["detail"]?.string == "\(reason): expected a number such as 51.")
      }
    }
  }

  @Test(arguments: [
    (
      "leaderboards/fame",
      "\"fame\" is not a metric: expected one of dkp, kills, deaths, power, kill_points."
    ),
    (
      "gains/fame.csv",
      "\"fame.csv\" is not a metric: expected one of dkp, kills, deaths, power, kill_points."
    ),
    ("players/Anna", "\"Anna\" is not a player: expected a numeric id."),
  ])
  func aPathNamesAMetricOrAPlayer(target: String, reason: String) async throws {
    try await withTestLake { lake in
      let problem = try await lake.json("/v1/kingdoms/51/\(target)")
      #expect(problem["detail"]?.string == reason)
    }
  }

  /// The order of judgement: the path, the parameters, then what the lake holds.
  @Test func theFirstFaultOfARequestIsTold() async throws {
    try await withTestLake { lake in
      #expect(await lake.ask("/v1/kingdoms/x/leaderboards/dkp?limit=0").status == 404)
      #expect(await lake.ask("/v1/kingdoms/52/leaderboards/dkp?limit=0").status == 400)
      let headers: HTTPFields = ["Accept": "image/png"]
      let answer = await lake.ask("/v1/kingdoms/52/leaderboards/dkp", headers: headers)
      #expect(answer.status == 406)
    }
  }

  /// Where sent bytes cost money, clients that refuse gzip get short answers only.
  @Test(
    arguments: [
      ("leaderboards/dkp?limit=100", "identity", 200),
      ("leaderboards/dkp?limit=101", "identity", 400),
      ("leaderboards/dkp?limit=101", "gzip", 200), ("gains/dkp?limit=101", "identity", 400),
      ("players/7/history?limit=101", "identity", 400), ("players/7/history", "identity", 200),
      ("uploads?limit=100", "identity", 200),
    ])
  func aPlainAnswerIsShortWhereBytesCostMoney(
    target: String, encoding: String, status: Int
  ) async throws {
    try await withTestLake(plainAnswers: PlainAnswerLimits()) { lake in
      let headers: HTTPFields = ["Accept-Encoding": encoding]
      #expect(await lake.ask("/v1/kingdoms/51/\(target)", headers: headers).status == status)
    }
  }

  /// A cursor may carry the length of its page, which is limited as the parameter is.
  @Test(arguments: [
    (100, "identity", 200), (101, "identity", 400), (1_000, "gzip", 200), (1_001, "gzip", 400),
  ])
  func theLengthInACursorIsLimited(count: Int, encoding: String, status: Int) async throws {
    let cursor = Cursor(pins: ["2026-01-26", "r2026-01-26"], offset: 1, count: count).text
    try await withTestLake(plainAnswers: PlainAnswerLimits()) { lake in
      let answer = await lake.ask(
        "/v1/kingdoms/51/leaderboards/dkp?cursor=\(cursor)",
        headers: ["Accept-Encoding": encoding])
      #expect(answer.status == status)
    }
  }
}

import HTTP
import HTTPAPI
import Testing

/// What each route answers, byte for byte: the names and the order of its members.
@Suite struct AnswersTests {
  private let kingdom = "/v1/kingdoms/51"

  private func body(_ path: String) async throws -> String {
    let answer = try await askScripted(path)
    #expect(answer.status == 200)
    #expect(answer.headers["Content-Type"] == "application/json")
    return String(decoding: answer.bytes, as: UTF8.self)
  }

  @Test func kingdomsAreListedWithTheirLatestDate() async throws {
    #expect(
      try await body("/v1/kingdoms") == #"{"kingdoms":[{"kingdom":51,"latest_date":"2026-01-26"}]}"#
    )
  }

  @Test func snapshotsAreListedLatestFirst() async throws {
    #expect(
      try await body("\(kingdom)/snapshots") == """
        {"snapshots":[\
        {"kingdom":51,"date":"2026-01-26","total_players":3,\
        "uploaded_at":"1970-01-01T00:00:00Z","run_id":"r2026-01-26"},\
        {"kingdom":51,"date":"2026-01-19","total_players":3,\
        "uploaded_at":"1970-01-01T00:00:00Z","run_id":"r2026-01-19"}]}
        """)
  }

  @Test func aBoardSaysWhatItIsOf() async throws {
    #expect(
      try await body("\(kingdom)/leaderboards/dkp") == #"""
        {"kingdom":51,"metric":"dkp","date":"2026-01-26","total_players":3,"ranked_players":2,\#
        "previous_date":null,"entries":[\#
        {"rank":1,"id":7,"name":"=Ann","alliance":"A\"S","value":500},\#
        {"rank":2,"id":8,"name":"Bo","alliance":null,"value":300},\#
        {"rank":2,"id":9,"name":"Cy","alliance":"X,Y","value":300}],\#
        "previous_cursor":null,"next_cursor":null}
        """#)
  }

  @Test(
    arguments: [
      // The snapshot before, another one by its date, and none before the first.
      ("compare=previous", "\"2026-01-19\""), ("compare=2026-01-19", "\"2026-01-19\""),
      ("date=2026-01-19&compare=previous", "null"),
    ])
  func aComparedBoardTellsWhereThePlayersStood(_ query: String, date: String) async throws {
    let body = try await body("\(kingdom)/leaderboards/power?\(query)")
    #expect(body.contains("\"previous_date\":\(date),"))
    let previous = date == "null" ? "null" : #"{"rank":2,"value":100}"#
    #expect(body.contains(#""value":500,"previous":\#(previous)}"#))
    #expect(body.contains(#""value":300,"previous":null}"#))
  }

  @Test func aSearchedBoardKeepsItsRanks() async throws {
    let body = try await body("\(kingdom)/leaderboards/dkp?search=bo")
    #expect(body.contains(#""entries":[{"rank":2,"id":8,"#) && !body.contains("Ann"))
  }

  @Test(
    arguments: [
      ("around=9&limit=2", [8, 9], true, false), ("around=7&limit=2", [7, 8], false, true),
      ("limit=1", [7], false, true), ("around=9&limit=100", [7, 8, 9], false, false),
    ] as [(String, [Int], Bool, Bool)])
  func aPageLeadsToTheOnesBesideIt(
    _ query: String, ids: [Int], hasPrevious: Bool, hasNext: Bool
  ) async throws {
    let body = try await body("\(kingdom)/leaderboards/dkp?\(query)")
    #expect(body.matches(of: #/"id":(\d+)/#).compactMap { Int($0.1) } == ids)
    #expect(body.contains(#""previous_cursor":null"#) != hasPrevious)
    #expect(body.contains(#""next_cursor":null"#) != hasNext)
  }

  @Test(
    arguments: [
      ("around=8", "player_not_ranked"), ("around=99", "beyond_greatest_depth"),
    ])
  func aPlayerWhoIsNotOnTheBoardIsNotFound(_ query: String, code: String) async throws {
    let answer = try await askScripted("\(kingdom)/leaderboards/dkp?\(query)")
    #expect(answer.status == 404)
    #expect(String(decoding: answer.bytes, as: UTF8.self).contains(#""code":"\#(code)""#))
  }

  @Test(
    arguments: [
      ("leaderboards/dkp.csv", "kingdom-51-dkp-2026-01-26"),
      ("gains/dkp.csv", "kingdom-51-dkp-gains-2026-01-19-2026-01-26"),
    ])
  func aTableIsAFileThatSpreadsheetsCanOpen(_ path: String, name: String) async throws {
    let answer = try await askScripted("\(kingdom)/\(path)")
    #expect(answer.headers["Content-Disposition"] == "attachment; filename=\"\(name).csv\"")
    #expect(answer.headers["Content-Type"] == "text/csv; charset=utf-8")
    #expect(answer.headers["Vary"] == "Accept")
    #expect(answer.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let same = try await askScripted(
      "\(kingdom)/\(path.dropLast(".csv".count))", accept: "text/csv, application/json;q=0.5")
    #expect(same.bytes == answer.bytes)
  }

  @Test func namesCannotBecomeFormulas() async throws {
    let answer = try await askScripted("\(kingdom)/leaderboards/dkp.csv?compare=previous")
    #expect(
      String(decoding: answer.bytes.dropFirst(3), as: UTF8.self)
        == "rank,id,name,alliance,dkp,previous_rank,previous_dkp\r\n"
        + "1,7,'=Ann,\"A\"\"S\",500,2,100\r\n2,8,Bo,,300,,\r\n2,9,Cy,\"X,Y\",300,,\r\n")
  }

  @Test func gainsTellBothDates() async throws {
    #expect(
      try await body("\(kingdom)/gains/power") == #"""
        {"kingdom":51,"metric":"power","from":"2026-01-19","to":"2026-01-26","weights":null,\#
        "compared_players":2,"entries":[\#
        {"rank":1,"id":7,"name":"=Ann","alliance":"A\"S","gain":400,\#
        "before":{"rank":2,"value":100},"after":{"rank":1,"value":500},"rank_change":1,\#
        "flags":["hidden_at_from"]},\#
        {"rank":2,"id":8,"name":"Bo","alliance":null,"gain":0,\#
        "before":{"rank":1,"value":400},"after":{"rank":2,"value":300},"rank_change":-1,\#
        "flags":["fell"]}],\#
        "arrived":{"total_players":5,"players":\#
        [{"id":9,"name":"Cy","alliance":"X,Y","value":300}]},\#
        "departed":{"total_players":0,"players":[]},\#
        "without_value":{"total_players":1,"players":\#
        [{"id":8,"name":"Bo","alliance":null,"value_before":4,"value_after":null}]},\#
        "previous_cursor":null,"next_cursor":null}
        """#)
  }

  @Test(
    arguments: [
      ("", "t4:10,t5:30,deaths:80"),
      ("?weights=t4:1,t5:2,deaths:3", "t4:1,t5:2,deaths:3"),
    ])
  func gainsOfDKPSayByWhichWeights(_ query: String, weights: String) async throws {
    #expect(
      try await body("\(kingdom)/gains/dkp\(query)").contains("\"weights\":\"\(weights)\""))
  }

  @Test(
    arguments: [
      ("gains/power?weights=t4:1,t5:2,deaths:3", 400, "it only with the metric dkp"),
      ("gains/dkp?from=2026-01-26&to=2026-01-19", 400, "a date before 2026-01-19"),
      ("gains/dkp?to=2026-01-19", 404, "no_earlier_snapshot"),
      ("gains/dkp?from=2026-01-20", 404, "has no snapshot of 2026-01-20"),
      ("players", 400, "a part of a name, or an id"),
      ("players/8", 404, "no_player"), ("players/8/history", 404, "no_player"),
      ("uploads/2026-01-26/20260126T153013Z", 404, "has no report of 2026-01-26"),
    ] as [(String, Int, String)])
  func whatCannotBeAnsweredSaysWhy(_ target: String, status: Int, reason: String) async throws {
    let answer = try await askScripted("\(kingdom)/\(target)")
    #expect(answer.status == status)
    #expect(String(decoding: answer.bytes, as: UTF8.self).contains(reason))
  }

  @Test func playersAreFoundWithTheirPower() async throws {
    #expect(
      try await body("\(kingdom)/players?search=a&limit=1") == #"""
        {"kingdom":51,"date":"2026-01-26","total_matches":2,"players":\#
        [{"id":7,"name":"=Ann","alliance":"A\"S","power":40}]}
        """#)
  }

  private static let standing = #"""
    "name":"=Ann","alliance":"A\"S","values":{"power":40,"kill_points":null,"t1_kills":null,\#
    "t2_kills":null,"t3_kills":null,"t4_kills":null,"t5_kills":null,"kills":null,\#
    "deaths":null,"dkp":500},"ranks":{"dkp":{"rank":1,"ranked_players":2},"kills":null,\#
    "deaths":null,"power":{"rank":1,"ranked_players":3},"kill_points":null}
    """#

  @Test func aPlayerHasValuesAndRanks() async throws {
    #expect(
      try await body("\(kingdom)/players/7")
        == #"{"kingdom":51,"date":"2026-01-26","total_players":3,"id":7,\#(Self.standing)}"#)
  }

  @Test func aHistoryNamesTheDatesThatDoNotListThePlayer() async throws {
    #expect(
      try await body("\(kingdom)/players/7/history") == #"""
        {"kingdom":51,"id":7,"name":"=Ann","alliance":"A\"S","snapshots":[\#
        {"date":"2026-01-26","listed":true,\#(Self.standing)},\#
        {"date":"2026-01-19","listed":false}]}
        """#)
  }

  @Test func uploadsTellWhatCameOfThem() async throws {
    #expect(
      try await body("\(kingdom)/uploads") == """
        {"kingdom":51,"uploads":[{"date":"2026-01-26","run_ts":"20260126T153012Z",\
        "run_id":"r2026-01-26","uploaded_at":"2026-01-26T15:30:12.314Z","file":"a.csv",\
        "status":"accepted","rows":{"total":3,"accepted":2,"refused":1},"total_problems":5,\
        "suspicious":1,"reason":null,"is_current":true,\
        "report_path":"/v1/kingdoms/51/uploads/2026-01-26/20260126T153012Z"}],\
        "next_cursor":null}
        """)
  }

  @Test func aReportIsGivenWithTheNamesOfTheAPI() async throws {
    let body = try await body("\(kingdom)/uploads/2026-01-26/20260126T153012Z")
    #expect(
      body.hasPrefix(
        """
        {"run_id":"r2026-01-26","uploaded_at":"2026-01-26T15:30:12.314Z","date":"2026-01-26",
        """))
  }

  @Test(arguments: ["leaderboards/dkp", "gains/dkp", "players?search=a", "uploads", "snapshots"])
  func aKingdomWithoutSnapshotsIsNotFound(_ target: String) async throws {
    #expect(try await askScripted("/v1/kingdoms/52/\(target)").status == 404)
  }

  @Test(
    arguments: [
      ("leaderboards/dkp", 5), ("leaderboards/dkp?date=2026-01-26", 120),
      ("leaderboards/dkp?date=2026-01-26&compare=previous", 5), ("gains/dkp", 5),
      ("gains/dkp?from=2026-01-19&to=2026-01-26", 120), ("players/7", 5),
      ("players/7?date=2026-01-26", 120), ("players/7/history", 5), ("uploads", 5),
    ])
  func whatADateSaysIsKeptLongerThanTheLatest(_ target: String, seconds: Int) async throws {
    let answer = try await askScripted("\(kingdom)/\(target)")
    #expect(answer.headers["Cache-Control"]?.hasPrefix("public, max-age=\(seconds),") == true)
  }
}

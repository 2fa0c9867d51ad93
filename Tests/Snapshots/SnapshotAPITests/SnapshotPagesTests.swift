import Datasets
import HTTP
import HTTPAPI
import JSON
import Leaderboards
import SnapshotQueries
import TestSupport
import Testing
import Time

@testable import SnapshotAPI

/// Pages of gains and searches, their cursors, and snapshots that vanish.
@Suite struct SnapshotPagesTests {
  private let kingdom = "/v1/kingdoms/51"

  private func ids(_ page: JSONValue) -> [Int64] {
    page["entries"]?.elements?.compactMap { $0["id"]?.integer } ?? []
  }

  @Test func gainsArePagedAndOnlyTheFirstPageNamesTheOthers() async throws {
    try await withTestLake { lake in
      let first = try await lake.json("\(kingdom)/gains/power?limit=1")
      #expect(ids(first) == [7] && first["previous_cursor"] == .null)
      #expect(first["arrived"]?["players"]?.elements?.count == 1)
      let next = try #require(first["next_cursor"]?.string)
      let second = try await lake.json("\(kingdom)/gains/power?limit=1&cursor=\(next)")
      #expect(ids(second) == [8] && second["next_cursor"] == .null)
      // All are still counted.
      #expect(
        second["arrived"] == .object([("total_players", .number("5")), ("players", .array([]))]))
      let previous = try #require(second["previous_cursor"]?.string)
      let back = try await lake.json("\(kingdom)/gains/power?limit=1&cursor=\(previous)")
      #expect(back == first)
    }
  }

  @Test func aCursorKeepsTheDatesOfItsGains() async throws {
    let pins = ["2026-01-19", "r2026-01-19", "2026-01-26", "r2026-01-26"]
    let cursor = Cursor(pins: pins, offset: 1).text
    try await withTestLake { lake in
      // Later and earlier snapshots change nothing about the page.
      try await lake.addSnapshot(of: "2026-02-02")
      let page = try await lake.json("\(kingdom)/gains/power?cursor=\(cursor)")
      #expect(page["from"]?.string == "2026-01-19" && page["to"]?.string == "2026-01-26")
    }
  }

  @Test(
    arguments: [
      (["2026-01-19", "older", "2026-01-26", "r2026-01-26"], 410, "snapshot_replaced"),
      (["2026-01-19", "r2026-01-19", "2026-01-26", "older"], 410, "snapshot_replaced"),
      (["2026-01-20", "r", "2026-01-26", "r2026-01-26"], 404, "not_found"),
      (["2026-01-26", "r2026-01-26"], 400, "bad_parameter"),
      (["x", "r2026-01-19", "2026-01-26", "r2026-01-26"], 400, "bad_parameter"),
    ])
  func aCursorOfOtherSnapshotsIsNoneOfThese(
    pins: [String], status: Int, code: String
  ) async throws {
    let cursor = Cursor(pins: pins, offset: 1).text
    try await withTestLake { lake in
      let answer = await lake.ask("\(kingdom)/gains/power?cursor=\(cursor)")
      #expect(answer.status == status)
      #expect(answer.text.contains(#""code":"\#(code)""#))
    }
  }

  @Test func aPageBehindTheEndIsEmptyAndLeadsBack() async throws {
    let cursor = Cursor(pins: ["2026-01-26", "r2026-01-26"], offset: 50).text
    try await withTestLake { lake in
      let page = try await lake.json("\(kingdom)/leaderboards/dkp?cursor=\(cursor)")
      #expect(ids(page) == [] && page["next_cursor"] == .null)
      #expect(page["previous_cursor"]?.string?.hasPrefix("2026-01-26.r2026-01-26.0.50.") == true)
    }
  }

  @Test func aFolderWithoutASnapshotIsPassedOver() async throws {
    try await withTestLake { lake in
      // The engine knows none of this date.
      try await lake.addSnapshot(of: "2026-02-02")
      #expect(try await lake.json("\(kingdom)/leaderboards/dkp")["date"]?.string == "2026-01-26")
      #expect(try await lake.json("\(kingdom)/gains/dkp")["to"]?.string == "2026-01-26")
      for list in ["snapshots", "players/7/history"] {
        let dates = try await lake.json("\(kingdom)/\(list)")["snapshots"]?.elements?
          .map { $0["date"]?.string }
        #expect(dates == ["2026-01-26", "2026-01-19"], "\(list)")
      }
      #expect(await lake.ask("\(kingdom)/leaderboards/dkp?date=2026-02-02").status == 404)
      #expect(await lake.ask("\(kingdom)/leaderboards/dkp?compare=2026-02-02").status == 404)
    }
  }

  @Test(arguments: [(1, ["2026-01-26"]), (2, ["2026-01-26", "2026-01-19"])])
  func aHistoryLooksBackAsFarAsAsked(limit: Int, dates: [String]) async throws {
    try await withTestLake { lake in
      let history = try await lake.json("\(kingdom)/players/7/history?limit=\(limit)")
      #expect(history["snapshots"]?.elements?.compactMap { $0["date"]?.string } == dates)
    }
  }

  @Test func kingdomsAreInTheOrderOfTheirNumbers() async throws {
    try await withTestLake { lake in
      for kingdom in [1000, 9, 100] {
        try await lake.addSnapshot(of: "2026-01-26", kingdom: kingdom)
      }
      let kingdoms = try await lake.json("/v1/kingdoms")["kingdoms"]?.elements
      #expect(kingdoms?.map { $0["kingdom"]?.integer } == [9, 51, 100, 1000])
    }
  }

  @Test func aLakeWithoutSnapshotsHasNoKingdoms() async throws {
    try await withTemporaryLake { store async throws in
      let service = HTTPService(
        SnapshotService(catalog: SnapshotCatalog(store: store), engine: ScriptedEngine()))
      let answer = await service.respond(to: HTTPRequest(path: "/v1/kingdoms"))
      #expect(answer.status == 200)
      #expect(answer.text == #"{"kingdoms":[]}"#)
    }
  }
}

/// Tables for spreadsheets: whatever players call themselves, no cell is a formula.
@Suite struct TableGuardTests {
  private static let names = [
    ("=1+1", "'=1+1"), ("+49", "'+49"), ("-ICE", "'-ICE"), ("@ROK", "'@ROK"), ("\tx", "'\tx"),
    ("\rx", "\"'\rx\""), ("=\"a\",b", "\"'=\"\"a\"\",b\""), ("a=b", "a=b"), ("", ""),
    ("\u{FEFF}=1", "\u{FEFF}=1"), ("'=1", "'=1"),
  ]

  @Test(arguments: names)
  func namesAndAlliancesOfABoardAreGuarded(name: String, cell: String) throws {
    let snapshot = SnapshotID(
      kingdom: try #require(Kingdom(51)), date: try #require(CalendarDate("2026-01-26")))
    let board = Leaderboard(
      snapshot: snapshot, metric: .power, totalPlayers: 1,
      entries: [.init(rank: 1, id: 7, name: name, alliance: name, value: -1)])
    #expect(board.table.text == "rank,id,name,alliance,power\r\n1,7,\(cell),\(cell),-1\r\n")
  }

  @Test(arguments: names)
  func namesAndAlliancesOfGainsAreGuarded(name: String, cell: String) async throws {
    let kingdom = try #require(Kingdom(51))
    func header(_ date: String) async throws -> SnapshotHeader {
      let date = try #require(CalendarDate(date))
      return try await ScriptedEngine().header(of: SnapshotID(kingdom: kingdom, date: date))
    }
    let entry = PlayerGain(
      rank: 1, player: Player(id: 7, name: name, alliance: name),
      from: .init(value: 9, rank: 1, hidesKills: true),
      to: .init(value: 5, rank: 3, hidesKills: true))
    let gains = Gains(
      comparedPlayers: 1, entries: [entry], arrived: .none, departed: .none, withoutValue: .none)
    let query = GainsQuery(
      .kills, from: try await header("2026-01-19"), to: try await header("2026-01-26"))
    #expect(
      GainsPage(gains, to: query).table.text
        == "rank,id,name,alliance,gain,kills_from,kills_to,rank_from,rank_to,rank_change,flags\r\n"
        + "1,7,\(cell),\(cell),0,9,5,1,3,-2,fell hidden_at_from hidden_at_to\r\n")
  }
}

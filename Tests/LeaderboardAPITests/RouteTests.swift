import Rankings
import Testing

@testable import LeaderboardAPI

@Suite struct RouteTests {
  @Test func everyPathOfTheAPIHasItsRoute() throws {
    let kingdom = try #require(Kingdom(51))
    #expect(try Route(path: "/v1/health") == .health)
    #expect(try Route(path: "/v1/kingdoms") == .kingdoms)
    #expect(try Route(path: "/v1/kingdoms/") == .kingdoms)
    #expect(try Route(path: "/v1/kingdoms/51/snapshots") == .snapshots(kingdom))
    #expect(
      try Route(path: "/v1/kingdoms/5%31/leaderboards/dkp")
        == .leaderboard(kingdom, .dkp, .negotiated))
    #expect(
      try Route(path: "/v1/kingdoms/51/gains/kill_points.csv") == .gains(kingdom, .killPoints, .csv)
    )
    #expect(try Route(path: "/v1/kingdoms/51/players") == .players(kingdom))
    #expect(try Route(path: "/v1/kingdoms/51/players/7") == .player(kingdom, id: 7))
    #expect(try Route(path: "/v1/kingdoms/51/players/7/history") == .history(kingdom, id: 7))
    #expect(try Route(path: "/v1/kingdoms/51/uploads") == .uploads(kingdom))
    let date = try #require(SnapshotDate("2026-01-26"))
    let run = try #require(RunTimestamp("20260126T153012Z"))
    #expect(
      try Route(path: "/v1/kingdoms/51/uploads/2026-01-26/20260126T153012Z")
        == .report(kingdom, date, run))
    #expect(try Route(path: "/") == .file(""))
    #expect(try Route(path: "/app.js") == .file("app.js"))
  }

  @Test(arguments: [
    "/v1", "/v1/players", "/v1/kingdoms/fifty", "/v1/kingdoms/051/snapshots", "/v1/kingdoms/51",
    "/v1/kingdoms/51/leaderboards", "/v1/kingdoms/51/leaderboards/t4_kills",
    "/v1/kingdoms/51/leaderboards/dkp/more", "/v1/kingdoms/51/leaderboards/.csv",
    "/v1/kingdoms/51/gains/dkp.json", "/v1/kingdoms/51/players/-1", "/v1/kingdoms/51/players/07",
    "/v1/kingdoms/51/players/+7", "/v1/kingdoms/51/players/99999999999999999999",
    "/v1/kingdoms/51/players/7/future", "/v1/kingdoms/51/uploads/2026-01-26",
    "/v1/kingdoms/51/uploads/2026-01-26/report.json", "/v1/uploads", "/v1/events",
    "/v1/kingdoms/%zz/snapshots",
  ])
  func anythingElseIsNotFound(_ path: String) {
    #expect { try Route(path: path) } throws: { ($0 as? Problem)?.status == 404 }
  }

  @Test(arguments: [
    (nil, false), ("\"a\"", true), ("W/\"a\"", true), ("\"b\", \"a\"", true), ("*", true),
    ("\"b\"", false), ("a", false),
  ])
  func anEntityTagIsKnownOrNot(_ header: String?, known: Bool) {
    #expect(EntityTag.matches("\"a\"", ifNoneMatch: header) == known)
  }
}

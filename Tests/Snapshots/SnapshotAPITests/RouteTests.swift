import Datasets
import Testing
import Time

@testable import SnapshotAPI

@Suite struct RouteTests {
  @Test func everyPathOfTheAPIHasItsRoute() throws {
    let kingdom = try #require(Kingdom(51))
    #expect(try RequestedPath("/v1/health") == .route(.health))
    #expect(try RequestedPath("/v1/kingdoms") == .route(.kingdoms))
    #expect(try RequestedPath("/v1/kingdoms/") == .route(.kingdoms))
    #expect(try RequestedPath("/v1/kingdoms/51/snapshots") == .route(.snapshots(kingdom)))
    #expect(
      try RequestedPath("/v1/kingdoms/5%31/leaderboards/dkp")
        == .route(.leaderboard(kingdom, .dkp, .negotiated)))
    #expect(
      try RequestedPath("/v1/kingdoms/51/gains/kill_points.csv")
        == .route(.gains(kingdom, .killPoints, .csv))
    )
    #expect(try RequestedPath("/v1/kingdoms/51/players") == .route(.players(kingdom)))
    #expect(try RequestedPath("/v1/kingdoms/51/players/7") == .route(.player(kingdom, id: 7)))
    #expect(
      try RequestedPath("/v1/kingdoms/51/players/7/history") == .route(.history(kingdom, id: 7)))
    #expect(try RequestedPath("/v1/kingdoms/51/uploads") == .route(.uploads(kingdom)))
    let date = try #require(CalendarDate("2026-01-26"))
    let run = try #require(RunTimestamp("20260126T153012Z"))
    #expect(
      try RequestedPath("/v1/kingdoms/51/uploads/2026-01-26/20260126T153012Z")
        == .route(.report(kingdom, date, run)))
    #expect(try RequestedPath("/") == .file(""))
    #expect(try RequestedPath("/app.js") == .file("app.js"))
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
    #expect { try RequestedPath(path) } throws: { ($0 as? ProblemDetails)?.status == 404 }
  }

  @Test(arguments: [
    (nil, false), ("\"a\"", true), ("W/\"a\"", true), ("\"b\", \"a\"", true), ("*", true),
    ("\"b\"", false), ("a", false),
  ])
  func anEntityTagIsKnownOrNot(_ header: String?, known: Bool) {
    #expect(EntityTag.matches("\"a\"", ifNoneMatch: header) == known)
  }
}

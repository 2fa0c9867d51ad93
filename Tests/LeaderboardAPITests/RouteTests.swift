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
    #expect(try Route(path: "/v1/kingdoms/5%31/leaderboards/dkp") == .leaderboard(kingdom, .dkp))
    #expect(try Route(path: "/") == .file(""))
    #expect(try Route(path: "/app.js") == .file("app.js"))
  }

  @Test(arguments: [
    "/v1", "/v1/players", "/v1/kingdoms/fifty", "/v1/kingdoms/051/snapshots", "/v1/kingdoms/51",
    "/v1/kingdoms/51/leaderboards", "/v1/kingdoms/51/leaderboards/t4_kills",
    "/v1/kingdoms/51/leaderboards/dkp/more", "/v1/kingdoms/%zz/snapshots",
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

@Suite struct CursorTests {
  private func cursor() throws -> Cursor {
    Cursor(date: try #require(SnapshotDate("2026-01-26")), runID: "abc123", offset: 100)
  }

  @Test func aCursorComesBackAsItWasGiven() throws {
    #expect(try Cursor(try cursor().text) == (try cursor()))
  }

  @Test func anAlteredCursorIsRefused() throws {
    let text = try cursor().text
    for altered in [
      text.replacing(".100.", with: ".200."), text.replacing("abc", with: "abd"),
      text.replacing("-26", with: "-19"), String(text.dropLast()), "", "....",
    ] {
      #expect(try Cursor(altered) == nil)
    }
  }
}

import HTTP
import JSON
import TestSupport
import Testing

@testable import LiveAPI

@Suite struct ContributionRoutesTests {
  private let path = "/v1/contributions"

  @Test func anEventCountsOnceOnEachBoard() async throws {
    try await withAPI { api in
      let body = #"{"event_id":"e1","user_id":"u1","project_id":"p1","score":3}"#
      let first = try await api.send(.post, path, body)
      #expect(first.status == 200)
      let boards = first.data["leaderboards"]?.elements ?? []
      #expect(boards.count == 10 && boards.allSatisfy { $0["status"] == .string("recorded") })
      let again = try await api.send(.post, path, body)
      let repeated = again.data["leaderboards"]?.elements ?? []
      #expect(repeated.allSatisfy { $0["status"] == .string("repeated") })
      let other = try await api.send(
        .post, path, #"{"event_id":"e1","user_id":"u1","project_id":"p1","score":4}"#)
      #expect(other.status == 422 && other.code == "key_reused")
      #expect(try await api.lines("/v1/leaderboard/public") == ["1 u1 3"])
    }
  }

  @Test(arguments: [
    ("", ["1 u2 7", "2 u1 5"]), ("?scope=global&timeframe=weekly", ["1 u2 7", "2 u1 5"]),
    ("?scope=project&project_id=p1", ["1 u1 5"]), ("?project_id=p2&timeframe=daily", ["1 u2 7"]),
    ("?limit=1", ["1 u2 7"]),
  ])
  func boardsAreReadByScopeAndTimeframe(query: String, expected: [String]) async throws {
    try await withAPI { api in
      let reply = try await api.send(
        .post, "\(path)/batch",
        """
        {"contributions":[{"event_id":"1","user_id":"u1","project_id":"p1","score":2},\
        {"event_id":"2","user_id":"u2","project_id":"p2","score":7},\
        {"event_id":"3","user_id":"u1","project_id":"p1","score":3}]}
        """)
      #expect(reply.status == 200 && reply.data.elements?.count == 3)
      #expect(try await api.lines("/v1/leaderboard/public\(query)") == expected)
    }
  }

  @Test func aDayLaterTheDailyBoardBeginsAgain() async throws {
    try await withAPI { api in
      _ = try await api.send(.post, path, #"{"event_id":"1","user_id":"u1","score":2}"#)
      api.time.advance(by: .seconds(86_400))
      let daily = "/v1/leaderboard/public?timeframe=daily"
      #expect(try await api.lines(daily).isEmpty)
      #expect(try await api.lines("\(daily)&period=2026-11-30T00:00:00Z") == ["1 u1 2"])
      #expect(try await api.lines("/v1/leaderboard/public?timeframe=yearly") == ["1 u1 2"])
    }
  }

  @Test(arguments: [
    (#"{"event_id":"1","user_id":"","score":2}"#, 422), (#"{"user_id":"u","score":2}"#, 400),
    (#"{"event_id":"1","user_id":"u","score":2.5}"#, 422),
    (#"{"event_id":"1","user_id":"u","score":2,"project_id":"a b"}"#, 422),
    (#"{"event_id":"1","user_id":"u","score":2,"points":2}"#, 400),
  ])
  func whatIsNoEventIsRejected(body: String, status: Int) async throws {
    try await withAPI { api in
      let reply = try await api.send(.post, path, body)
      #expect(reply.status == status)
      let batch = #"{"contributions":[{"event_id":"0","user_id":"u","score":1},\#(body)]}"#
      let many = try await api.send(.post, "\(path)/batch", batch)
      #expect(many.status == 207 && many.json["success"] == .bool(false))
      let results = many.data.elements ?? []
      #expect(results.first?["event_id"] == .string("0"))
      #expect(results.last?["detail"]?.string?.contains("contributions[1]") == true)
      #expect(try await api.lines("/v1/leaderboard/public") == ["1 u 1"])
    }
  }

  @Test func anEventOfAnotherProjectIsAnotherContent() async throws {
    try await withAPI { api in
      for (project, status) in [("a", 200), ("b", 422), ("a", 200)] {
        let reply = try await api.send(
          .post, path, #"{"event_id":"e","user_id":"u","project_id":"\#(project)","score":3}"#)
        #expect(reply.status == status)
      }
      #expect(try await api.lines("/v1/leaderboard/public") == ["1 u 3"])
      let other = try await api.get("/v1/leaderboard/public?project_id=b")
      #expect(other.data == .array([]))
    }
  }

  @Test(arguments: [
    "?scope=project", "?scope=global&project_id=p1", "?scope=team", "?timeframe=hourly",
    "?project_id=a%20b",
  ])
  func otherQueriesAreRejected(query: String) async throws {
    try await withAPI { api in
      let reply = try await api.get("/v1/leaderboard/public\(query)")
      #expect(reply.status == 400 && reply.code == "bad_parameter")
    }
  }

  @Test func aBoardThatCountsOtherwiseIsNotUsed() async throws {
    try await withAPI { api in
      _ = try await api.send(
        .post, "/api/v1/leaderboards", #"{"id":"global:weekly","update_mode":"best"}"#)
      let reply = try await api.send(
        .post, path, #"{"event_id":"1","user_id":"u1","score":2}"#)
      #expect(reply.status == 409 && reply.code == "leaderboard_exists")
    }
  }
}

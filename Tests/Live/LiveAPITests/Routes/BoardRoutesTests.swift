import HTTP
import JSON
import TestSupport
import Testing

@testable import LiveAPI

@Suite struct BoardRoutesTests {
  @Test func theDefinitionOfTheDocumentsMakesALeaderboard() async throws {
    try await withAPI { api in
      let reply = try await api.send(
        .post, "/api/v1/leaderboards",
        """
        {"id": "game1", "name": "Game 1 Leaderboard", "sort_order": "desc",
         "reset_period": "never", "max_entries": 10000, "update_mode": "best"}
        """)
      #expect(reply.status == 201)
      #expect(reply.headers["Location"] == "/api/v1/leaderboards/game1")
      #expect(
        reply.text == """
          {"success":true,"data":{"id":"game1","name":"Game 1 Leaderboard","sort_order":"desc",\
          "update_mode":"best","reset_period":"never","time_zone":"UTC","decimal_places":0,\
          "max_entries":10000,"max_metadata_bytes":2048,"created_at":"2026-11-30T10:00:00Z",\
          "reset_at":null,"period":{"id":"all","start":null,"end":null}}}
          """)
      #expect(try await api.get("/api/v1/leaderboards/game1").data == reply.data)
      let twice = try await api.send(.post, "/api/v1/leaderboards", #"{"id":"game1"}"#)
      #expect(twice.status == 409 && twice.code == "leaderboard_exists")
    }
  }

  @Test(arguments: [
    (#"{"id":"a b"}"#, 422), (#"{"id":"a","sort_order":"up"}"#, 422), (#"{"name":"a"}"#, 400),
    (#"{"id":"a","max_entries":0}"#, 422), (#"{"id":"a","colour":"red"}"#, 400), ("[]", 400),
    (#"{"id":"a","reset_period":"sometimes"}"#, 422),
    (#"{"id":"a","time_zone":"Mars/Olympus"}"#, 422),
  ])
  func otherDefinitionsAreRejected(body: String, status: Int) async throws {
    try await withAPI { api in
      let reply = try await api.send(.post, "/api/v1/leaderboards", body)
      #expect(reply.status == status)
      let list = try await api.get("/api/v1/leaderboards")
      #expect(list.data == .array([]))
    }
  }

  @Test func aListIsReadInPages() async throws {
    try await withAPI { api in
      for id in ["c.1", "a", "d", "b"] {
        _ = try await api.send(.post, "/api/v1/leaderboards", #"{"id":"\#(id)"}"#)
      }
      var (ids, cursor): ([String], String?) = ([], "")
      while let next = cursor {
        let target = "/api/v1/leaderboards?limit=3" + (next.isEmpty ? "" : "&cursor=\(next)")
        let reply = try await api.get(target)
        ids += (reply.data.elements ?? []).compactMap { $0["id"]?.string }
        #expect(reply.json["meta"]?["total"]?.integer == 4)
        cursor = reply.json["meta"]?["next_cursor"]?.string
      }
      #expect(ids == ["a", "b", "c.1", "d"])
      #expect(try await api.get("/api/v1/leaderboards?cursor=x").status == 400)
    }
  }

  @Test func aLeaderboardIsChangedResetAndDeleted() async throws {
    try await withGame { api in
      let path = "/api/v1/leaderboards/game1"
      _ = try await api.submit("a", "5")
      let changed = try await api.send(.patch, path, #"{"max_entries":null,"name":"Other"}"#)
      #expect(changed.data["name"] == .string("Other") && changed.data["max_entries"] == .null)
      #expect(try await api.send(.patch, path, #"{"sort_order":"asc"}"#).status == 400)

      api.time.advance(by: .seconds(60))
      let reset = try await api.send(.post, "\(path)/reset")
      #expect(reset.data["reset_at"] == .string("2026-11-30T10:01:00Z"))
      #expect(try await api.lines("\(path)/top").isEmpty)
      #expect(try await api.lines("\(path)/top?period=all") == ["1 a 5"])
      #expect(try await api.send(.post, "\(path)/reset", "{}").code == "unexpected_body")

      let deleted = try await api.send(.delete, path)
      #expect(deleted.text == #"{"success":true,"data":{"id":"game1","deleted":true}}"#)
      let again = try await api.send(.delete, path)
      #expect(again.status == 404 && again.code == "unknown_leaderboard")
    }
  }
}

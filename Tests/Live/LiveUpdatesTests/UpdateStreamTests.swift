import Foundation
import HTTP
import HTTPAPI
import LiveAPI
import LiveBoards
import LiveScores
import Synchronization
import TestSupport
import Testing

@testable import LiveUpdates

@Suite struct UpdateStreamTests {
  @Test func eventsHaveTheDataOfUpdatesAndResume() async throws {
    try await withUpdates { live in
      try await live.create()
      try await live.score("a", 10)
      let stream = try await live.events("/api/v1/leaderboards/game1/events?limit=5")
      #expect(try stream.text() == "retry: 1000\n\n")
      await live.settle()
      #expect(stream.wakeCount.value == 1)
      let event = try stream.text()
      let lines = event.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.first == "event: leaderboard_update")
      let id = try #require(lines[1].split(separator: " ").last)
      #expect(
        lines[2].hasPrefix(
          #"data: {"entries":[{"rank":1,"player_id":"a","score":10}],"total_players":1,"#
            + #""version":\#(id),"period":{"id":"all""#))
      #expect(event.hasSuffix("}}\n\n"))
      let resumed = try await live.events(
        "/api/v1/leaderboards/game1/events?limit=5&version=0", ["Last-Event-ID": String(id)])
      #expect(try resumed.text() == "retry: 1000\n\n")
      try await live.score("b", 20)
      await live.settle()
      let next = try resumed.text()
      #expect(next.contains(#""total_players":2"#))
      #expect(try stream.text() == next)
    }
  }

  @Test func aSlowStreamGetsTheNewestOnly() async throws {
    try await withUpdates { live in
      try await live.create()
      let stream = try await live.events("/api/v1/leaderboards/game1/events")
      for score in 1...20 {
        try await live.score("a", Int64(score))
        await live.settle()
      }
      let text = try stream.text()
      #expect(text.components(separatedBy: "event:").count == 2)
      #expect(text.contains(#""score":20"#))
    }
  }

  @Test func aDeletedBoardEndsTheStream() async throws {
    try await withUpdates { live in
      try await live.create()
      let stream = try await live.events("/api/v1/leaderboards/game1/events")
      await live.settle()
      _ = try stream.text()
      _ = try await live.boards.delete(BoardID("game1"))
      await live.settle()
      #expect(
        try stream.text()
          == "event: leaderboard_deleted\ndata: {\"leaderboard_id\":\"game1\"}\n\nend")
      stream.source.close()
      #expect(live.hub.seats.count == 0 && live.hub.followedBoardCount == 0)
    }
  }

  @Test(arguments: [
    ("/api/v1/leaderboards/none/events", 404), ("/api/v1/leaderboards/game1/events?limit=0", 400),
    ("/api/v1/leaderboards/game1/events?version=x", 400),
  ])
  func wrongRequestsAreProblems(target: String, status: Int) async throws {
    try await withUpdates { live in
      try await live.create()
      #expect(await live.send(target).status == status)
    }
  }

  @Test func aFullServerHasNoRoomForAnEqualShare() async throws {
    var limits = UpdateLimits()
    limits.connections = 1
    try await withUpdates(limits) { live in
      try await live.create()
      _ = try await live.events("/api/v1/leaderboards/game1/events")
      await #expect(throws: ProblemDetails.tooManySubscribers) {
        _ = try await live.events("/api/v1/leaderboards/game1/events")
      }
    }
  }
}

@Suite struct UpgradeTests {
  private static let upgrade: HTTPFields = [
    "Host": "localhost:8080", "Upgrade": "websocket", "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
  ]

  @Test(
    arguments: [
      (nil, "upgrade"), ("http://localhost:8080", "upgrade"), ("https://localhost:8080", "upgrade"),
      ("https://allowed.example", "upgrade"), ("https://evil.example", "403 cross_origin"),
      ("null", "403 cross_origin"), ("http://localhost:9090", "403 cross_origin"),
    ] as [(String?, String)])
  func pagesOfOtherOriginsOpenNoSocket(origin: String?, expected: String) async throws {
    try await withUpdates { live in
      let updates = UpdateService(
        live.updates.service, hub: live.hub, allowing: .origins(["https://allowed.example"]))
      var headers = Self.upgrade
      if let origin { headers.add("Origin", origin) }
      let service = HTTPService(live: updates.routes)
      switch service.disposition(of: HTTPRequest(path: "/ws", headers: headers)) {
      case .webSocket: #expect(expected == "upgrade")
      case .respond(let answer):
        let text = String(decoding: answer.bytes, as: UTF8.self)
        let parts = expected.split(separator: " ")
        #expect(String(answer.status) == parts[0] && text.contains(#""code":"\#(parts[1])""#))
      default: Issue.record("neither a socket nor an answer")
      }
    }
  }

  @Test func aPlainRequestIsToldToUpgrade() async throws {
    try await withUpdates { live in
      #expect(await live.send("/ws").status == 426)
    }
  }
}

/// The client's side of an event stream.
final class TestStream: Sendable {
  let source: any BodySource
  let wakeCount: WakeCount

  init(_ source: any BodySource, _ wakeCount: WakeCount) {
    self.source = source
    self.wakeCount = wakeCount
  }

  /// All that the client takes now.
  func text() throws -> String {
    var text = ""
    while true {
      switch source.next() {
      case .bytes(let bytes): text += String(decoding: bytes, as: UTF8.self)
      case .pending: return text
      case .end, .abort: return text + "end"
      }
    }
  }
}

final class WakeCount: Sendable {
  private let count = Atomic(0)
  var value: Int { count.load(ordering: .relaxed) }
  func add() { count.add(1, ordering: .relaxed) }
}

extension TestUpdates {
  func send(_ target: String, _ headers: HTTPFields = [:]) async -> HTTPResponse {
    let parts = target.split(separator: "?", maxSplits: 1)
    return await HTTPService(live: updates.routes).respond(
      to: HTTPRequest(
        path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : "", headers: headers,
        client: .ipv4([127, 0, 0, 1])))
  }

  func events(_ target: String, _ headers: HTTPFields = [:]) async throws -> TestStream {
    guard case .stream(let body) = await send(target, headers).body else {
      throw ProblemDetails.notFound("no stream")
    }
    let wakes = WakeCount()
    return TestStream(try body.open(.ipv4([127, 0, 0, 1])) { wakes.add() }, wakes)
  }
}

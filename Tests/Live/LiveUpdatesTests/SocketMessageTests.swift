import HTTP
import HTTPAPI
import JSON
import LiveAPI
import LiveBoards
import LiveScores
import Synchronization
import TestSupport
import Testing
import Time
import WebSocket

@testable import LiveUpdates

@Suite struct SocketMessageTests {
  @Test func wrongMessagesAreErrorsAndTheSocketLives() async throws {
    try await withUpdates { live in
      let client = try live.socket()
      for text in [
        "", "{", "[]", "{}", #"{"type":1}"#, #"{"type":"dance"}"#, #"{"type":"ping","x":1}"#,
        #"{"type":"ping","type":"ping"}"#, #"{"type":"subscribe"}"#,
        #"{"type":"subscribe","leaderboard_id":"no such board?"}"#,
        #"{"type":"subscribe","leaderboard_id":"b","limit":0}"#,
        #"{"type":"subscribe","leaderboard_id":"b","limit":1001}"#,
        #"{"type":"subscribe","leaderboard_id":"b","limit":1.5}"#,
        #"{"type":"subscribe","leaderboard_id":"b","player_id":""}"#,
        #"{"type":"subscribe","leaderboard_id":"b","version":"1"}"#,
        #"{"type":"ping","request_id":{}}"#,
        #"{"type":"submit","leaderboard_id":"b","player_id":"p"}"#,
        #"{"type":"submit","leaderboard_id":"b","player_id":"p","score":NaN}"#,
      ] { client.send(text) }
      client.socket.receive(.binary([1, 2]))
      client.send(#"{"type":"subscribe","leaderboard_id":"b"}"#)
      client.send(#"{"type":"ping"}"#)
      let lines = try client.lines()
      let body = "error invalid_body"
      let value = "error invalid_value"
      let json = "error invalid_json"
      #expect(
        lines == [
          json, json, body, body, body, value, body, body, body, value, value, value, body, value,
          body, body, body, json, "error binary_message", "error unknown_leaderboard", "pong",
        ])
    }
  }

  @Test func answersHaveTheRequestsName() async throws {
    try await withUpdates { live in
      try await live.create()
      let client = try live.socket()
      client.send(#"{"type":"ping","request_id":7}"#)
      client.send(#"{"type":"dance","request_id":"a\"b"}"#)
      client.subscribe("game1", #","request_id":"s""#)
      await live.settle()
      #expect(
        try client.take().map { $0["request_id"] } == [
          .number("7"), .string("a\"b"), nil, .string("s"),
        ])
    }
  }

  @Test func submissionsAreAnsweredInTheirOrder() async throws {
    try await withUpdates { live in
      try await live.create()
      let client = try live.socket()
      for number in 1...50 {
        client.send(
          #"{"type":"submit","request_id":\#(number),"leaderboard_id":"game1","#
            + #""player_id":"p","score":\#(number)}"#)
      }
      let answers = try await client.wait(50)
      #expect(answers.map { $0["request_id"]?.integer } == (1...50).map { Int64($0) })
      #expect(answers.map { $0["data"]?["score"]?.integer } == (1...50).map { Int64($0) })
      #expect(answers.allSatisfy { $0["data"]?["status"]?.string == "recorded" })
    }
  }

  @Test func aRepeatedSubmissionCountsOnce() async throws {
    try await withUpdates { live in
      try await live.create()
      let client = try live.socket()
      let text = #"{"type":"submit","leaderboard_id":"game1","player_id":"p","submission_id":"k""#
      client.send(text + #","score":5}"#)
      client.send(text + #","score":5}"#)
      client.send(text + #","score":6,"request_id":"r"}"#)
      let answers = try await client.wait(3)
      #expect(answers.prefix(2).map { $0["data"]?["status"]?.string } == ["recorded", "repeated"])
      #expect(answers.last?.line == "error key_reused")
    }
  }

  @Test func aSocketHasALimitedNumberOfSubmissionsAtOnce() async throws {
    var queue = SubmissionQueue(limit: 3)
    let request = try SubmissionRequest(
      body: Array(#"{"leaderboard_id":"b","player_id":"p","score":1}"#.utf8))
    let entry = SubmissionQueue.Entry(request: request, requestID: nil)
    #expect(queue.add(entry) == .first)
    #expect(queue.nextBatch().count == 1)
    #expect([queue.add(entry), queue.add(entry)] == [.waiting, .waiting])
    #expect(queue.add(entry) == .refused)
    #expect(queue.nextBatch().count == 2)
    #expect(queue.nextBatch().isEmpty)
    #expect(queue.add(entry) == .first)
  }

  @Test func aSocketFollowsALimitedNumberOfBoards() async throws {
    var limits = UpdateLimits()
    limits.subscriptions = 2
    try await withUpdates(limits) { live in
      for id in ["a", "b", "c"] { try await live.create(id) }
      let client = try live.socket()
      for id in ["a", "b", "c", "a"] { client.subscribe(id) }
      await live.settle()
      let lines = try client.lines()
      #expect(lines.first == "error too_many_subscriptions")
      #expect(lines.filter { $0.hasPrefix("update") }.sorted() == ["update a -", "update b -"])
    }
  }

  @Test func theLimitsOfABoardAreFew() async throws {
    var limits = UpdateLimits()
    limits.limitsOfBoard = 2
    try await withUpdates(limits) { live in
      try await live.create()
      let clients = try [1, 2, 3, 100, 2].map { limit in
        let client = try live.socket()
        client.subscribe("game1", #","limit":\#(limit)"#)
        return client
      }
      await live.settle()
      let first = try clients.map { try $0.lines().first }
      #expect(
        first == [
          "update game1 -", "update game1 -", "error too_many_limits", "update game1 -",
          "update game1 -",
        ])
    }
  }

  @Test func aClientThatTakesNoAnswersIsClosed() async throws {
    var limits = UpdateLimits()
    limits.answerBytes = 1_000
    try await withUpdates(limits) { live in
      let client = try live.socket()
      for _ in 0..<10_000 { client.send(#"{"type":"ping"}"#) }
      let messages = try client.lines()
      #expect(messages == ["close 1013"])
    }
  }

  @Test func aFullServerClosesTheClientsWithTheMostSockets() async throws {
    var limits = UpdateLimits()
    limits.connections = 3
    try await withUpdates(limits) { live in
      let many = try (0..<3).map { _ in try live.socket(.ipv4([10, 0, 0, 1])) }
      let other = try live.socket(.ipv4([10, 0, 0, 2]))
      other.send(#"{"type":"ping"}"#)
      #expect(try other.lines() == ["pong"])
      let closed = try many.filter { try $0.lines() == ["close 1013"] }
      #expect(closed.count == 1)
      #expect(live.hub.seats.count == 3)
    }
  }
}

@Suite struct SocketAccessTests {
  private let reader = "reader-token-0001"
  private let writer = "writer-token-0001"

  private func tokens() throws -> [AccessToken] {
    [
      try #require(AccessToken(reader, name: "r", scopes: [.read])),
      try #require(AccessToken(writer, name: "w", scopes: [.submit])),
    ]
  }

  @Test func aTokenMayComeInAMessage() async throws {
    try await withUpdates(tokens: try tokens(), publicReads: false) { live in
      try await live.create()
      let client = try live.socket()
      let submission =
        #"{"type":"submit","leaderboard_id":"game1","player_id":"p","score":1,"request_id":1}"#
      client.subscribe()
      client.send(submission)
      client.send(#"{"type":"authenticate","token":"wrong"}"#)
      client.send(#"{"type":"authenticate","token":"\#(reader)"}"#)
      client.send(submission)
      client.subscribe()
      await live.settle()
      #expect(
        try client.lines() == [
          "error token_required", "error token_required", "error unknown_token", "authenticated",
          "error missing_scope", "update game1 -", "subscribed game1",
        ])
      client.send(#"{"type":"authenticate","token":"\#(writer)"}"#)
      client.send(submission)
      #expect(try await client.wait(2).map(\.line) == ["authenticated", "submitted 1 1"])
    }
  }

  @Test func withoutTokensOthersOnlyRead() async throws {
    try await withUpdates { live in
      try await live.create()
      let client = try live.socket(.ipv4([192, 0, 2, 1]))
      client.send(#"{"type":"submit","leaderboard_id":"game1","player_id":"p","score":1}"#)
      client.subscribe()
      await live.settle()
      #expect(
        try client.lines() == ["error token_required", "update game1 -", "subscribed game1"])
    }
  }
}

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

@Suite struct SubscriptionTests {
  @Test func aSubscriberGetsTheBoardAtOnceAndAfterChanges() async throws {
    try await withUpdates { live in
      try await live.create()
      try await live.score("a", 10)
      let client = try live.socket()
      client.subscribe()
      await live.hub.sendDue(of: live.boards)
      #expect(try client.lines() == ["update game1 1 a 10", "subscribed game1"])
      live.time.advance(by: .seconds(1))
      try await live.score("b", 20)
      await live.hub.sendDue(of: live.boards)
      #expect(try client.lines() == ["update game1 1 b 20, 2 a 10"])
    }
  }

  @Test func anUpdateHasTheMembersOfTheContract() async throws {
    try await withUpdates { live in
      try await live.create(reset: "daily", places: 2)
      try await live.score("a", 150)
      let client = try live.socket()
      client.subscribe()
      await live.settle()
      let update = try #require(try client.take().first)
      let version = try #require(update.version)
      var json = JSONWriter()
      json.value(update)
      #expect(
        json.text == #"{"type":"leaderboard_update","leaderboard_id":"game1","data":{"entries":["#
          + #"{"rank":1,"player_id":"a","score":1.50}],"total_players":1,"version":\#(version),"#
          + #""period":{"id":"2026-11-30T00:00:00Z","start":"2026-11-30T00:00:00Z","#
          + #""end":"2026-12-01T00:00:00Z"}}}"#)
    }
  }

  @Test func manyChangesAreOneUpdateAnInterval() async throws {
    try await withUpdates { live in
      try await live.create()
      let client = try live.socket()
      client.subscribe()
      await live.settle()
      #expect(try client.lines().count == 2)
      live.time.advance(by: .seconds(1))
      var messages: [JSONValue] = []
      // Ten intervals with ten changes each.
      for number in 0..<100 {
        try await live.score("p\(number % 7)", Int64(number + 1))
        await live.hub.sendDue(of: live.boards)
        messages += try client.take()
        live.time.advance(by: .milliseconds(10))
      }
      await live.settle()
      messages += try client.take()
      #expect(messages.count == 11)
      let versions = messages.compactMap(\.version)
      #expect(versions == versions.sorted() && Set(versions).count == versions.count)
      let entries = try #require(messages.last?["data"]?.entries)
      #expect(entries.hasPrefix("1 p1 100, 2 p0 99, 3 p6 98"))
    }
  }

  @Test func aSlowClientGetsTheNewestOnly() async throws {
    try await withUpdates { live in
      try await live.create()
      let (slow, fast) = (try live.socket(), try live.socket())
      slow.subscribe()
      fast.subscribe()
      await live.settle()
      #expect(try fast.lines() == ["update game1 -", "subscribed game1"])
      for score in 1...50 {
        try await live.score("a", Int64(score))
        await live.settle()
        #expect(try fast.take().last?["data"]?.entries == "1 a \(score)")
      }
      // It was woken once, and has never been asked for more.
      #expect(slow.wakeCount.load(ordering: .relaxed) == 1)
      #expect(try slow.lines() == ["update game1 1 a 50", "subscribed game1"])
    }
  }

  @Test func aClientWithTheVersionIsNotSentTheBoard() async throws {
    try await withUpdates { live in
      try await live.create()
      try await live.score("a", 1)
      let first = try live.socket()
      first.subscribe()
      await live.settle()
      let version = try #require(try first.take().first?.version)
      let again = try live.socket()
      again.subscribe("game1", #","version":\#(version)"#)
      #expect(try again.lines() == ["subscribed game1"])
      let late = try live.socket()
      late.subscribe("game1", #","version":\#(version - 1)"#)
      #expect(try late.lines() == ["update game1 1 a 1", "subscribed game1"])
      try await live.score("b", 2)
      await live.settle()
      #expect(try again.lines() == ["update game1 1 b 2, 2 a 1"])
    }
  }

  @Test func aPeriodThatEndsReachesSubscribersWithoutASubmission() async throws {
    try await withUpdates { live in
      try await live.create(reset: "0 12 * * *")
      try await live.score("a", 1)
      let client = try live.socket()
      client.subscribe()
      await live.settle()
      let version = try #require(try client.take().first?.version)
      live.time.advance(by: .seconds(2 * 3_600))
      await live.hub.sendDue(of: live.boards)
      let update = try #require(try client.take().first)
      #expect(update.line == "update game1 -")
      #expect(update["data"]?["period"]?["id"]?.string == "2026-11-30T12:00:00Z")
      // The new period is sent to a client that has the version of the old one, too.
      let other = try live.socket()
      other.subscribe("game1", #","version":\#(version)"#)
      #expect(try other.lines() == ["update game1 -", "subscribed game1"])
    }
  }

  @Test func resetsAndRemovalsReachSubscribers() async throws {
    try await withUpdates { live in
      try await live.create()
      try await live.score("a", 2)
      try await live.score("b", 1)
      let client = try live.socket()
      client.subscribe()
      await live.settle()
      _ = try client.take()
      _ = try await live.boards.remove(PlayerID("a"), from: BoardID("game1"))
      await live.settle()
      #expect(try client.lines() == ["update game1 1 b 1"])
      _ = try await live.boards.reset(BoardID("game1"))
      await live.settle()
      #expect(try client.lines() == ["update game1 -"])
    }
  }

  @Test func aDeletedBoardIsTold() async throws {
    try await withUpdates { live in
      try await live.create()
      let client = try live.socket()
      client.subscribe()
      await live.settle()
      _ = try client.take()
      _ = try await live.boards.delete(BoardID("game1"))
      await live.settle()
      #expect(try client.lines() == ["leaderboard_deleted game1"])
      // One under the same id is another board.
      try await live.create()
      await live.settle()
      #expect(try client.lines().isEmpty)
      client.subscribe()
      await live.settle()
      #expect(try client.lines() == ["update game1 -", "subscribed game1"])
    }
  }

  @Test func aPlayersUpdateComesWhenItsNeighborhoodChanges() async throws {
    try await withUpdates { live in
      try await live.create()
      for number in 1...20 { try await live.score("p\(number)", Int64(100 - number)) }
      let client = try live.socket()
      client.subscribe("game1", #","limit":1,"player_id":"p20""#)
      await live.settle()
      let around = (10...20).map { "\($0) p\($0) \(100 - $0)" }.joined(separator: ", ")
      #expect(
        try client.lines() == [
          "update game1 1 p1 99", "player game1 20 p20 80 of \(around)", "subscribed game1",
        ])
      // A change far away moves nobody in the neighborhood.
      try await live.score("p1", 500)
      await live.settle()
      #expect(try client.lines() == ["update game1 1 p1 500"])
      _ = try await live.boards.remove(PlayerID("p20"), from: BoardID("game1"))
      await live.settle()
      #expect(try client.lines() == ["update game1 1 p1 500", "player game1 - of "])
    }
  }

  @Test func everyLimitHasItsOwnEntries() async throws {
    try await withUpdates { live in
      try await live.create()
      for number in 1...5 { try await live.score("p\(number)", Int64(number)) }
      let (small, large) = (try live.socket(), try live.socket())
      small.subscribe("game1", #","limit":1"#)
      await live.settle()
      #expect(try small.lines() == ["update game1 1 p5 5", "subscribed game1"])
      large.subscribe("game1", #","limit":2"#)
      await live.settle()
      #expect(try large.lines() == ["update game1 1 p5 5, 2 p4 4", "subscribed game1"])
      // The same state is not sent twice.
      #expect(try small.lines().isEmpty)
    }
  }

  @Test func whoUnsubscribesIsLeftAlone() async throws {
    try await withUpdates { live in
      try await live.create()
      let client = try live.socket()
      client.subscribe()
      await live.settle()
      client.send(#"{"type":"unsubscribe","leaderboard_id":"game1"}"#)
      try await live.score("a", 1)
      await live.settle()
      #expect(try client.lines() == ["unsubscribed game1"])
      #expect(live.hub.followedBoardCount == 0)
    }
  }

  @Test func aClosedSocketLeavesNothingBehind() async throws {
    try await withUpdates { live in
      try await live.create()
      let client = try live.socket()
      client.subscribe()
      #expect(live.hub.seats.count == 1)
      client.socket.close()
      #expect(live.hub.followedBoardCount == 0 && live.hub.seats.count == 0)
      await live.settle()
      #expect(client.socket.next() == .close(.tryAgainLater, reason: ""))
    }
  }

  @Test func subscribersShareTheBytesOfAFrame() async throws {
    try await withUpdates { live in
      try await live.create()
      for number in 1...100 { try await live.score("player\(number)", Int64(number)) }
      let clients = try (0..<3).map { _ in try live.socket(deflate: "permessage-deflate") }
      let plain = try live.socket()
      for client in clients + [plain] { client.subscribe() }
      await live.hub.sendDue(of: live.boards)
      let frames = clients.map { $0.socket.next() }
      guard case .frame(let compressed) = frames[0], case .frame(let other) = frames[1],
        case .frame(let whole) = plain.socket.next()
      else {
        Issue.record("no frames: \(frames)")
        return
      }
      let isShared = compressed.withUnsafeBytes { first in
        other.withUnsafeBytes { first.baseAddress == $0.baseAddress }
      }
      #expect(isShared)
      #expect(compressed.count * 3 < whole.count)
      #expect(compressed[0] == 0xC1 && whole[0] == 0x81)
    }
  }
}

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

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

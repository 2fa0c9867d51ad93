import JSON
import LiveBoards
import LiveScores
import TestSupport
import Testing
import Time

@testable import LiveUpdates

@Suite struct UpdateHubTests {
  /// Nobody calls for the work of the hub here: it wakes itself, and ends when it is cancelled.
  @Test func theHubSendsByItselfUntilItIsCancelled() async throws {
    try await withUpdates(by: .system) { live in
      try await live.create()
      let running = Task { await live.hub.run(reading: live.boards) }
      let client = try live.socket()
      client.subscribe()
      #expect(try await client.wait(2).map(\.line) == ["update game1 -", "subscribed game1"])
      var messages: [JSONValue] = []
      for score in 1...5 { try await live.score("a", Int64(score)) }
      while messages.last?["data"]?.entries != "1 a 5" { messages += try await client.wait(1) }
      #expect(messages.count <= 5)
      running.cancel()
      await running.value
    }
  }

  @Test func aPeriodsEndWakesTheHub() async throws {
    try await withUpdates { live in
      try await live.create(reset: "hourly")
      try await live.score("a", 1)
      let client = try live.socket()
      client.subscribe()
      let running = Task { await live.hub.run(reading: live.boards) }
      // By the clock of the test each pause is over at once, so that an hour passes soon.
      var messages: [JSONValue] = []
      while messages.last?.line != "update game1 -" { messages += try await client.wait(1) }
      running.cancel()
      await running.value
      #expect(messages.first?.line == "update game1 1 a 1")
      #expect(live.time.sleeps.allSatisfy { $0 > .zero && $0 <= .seconds(30) })
    }
  }
}

import Synchronization
import TestSupport
import Testing
import Time

@testable import LiveFeed

@Suite struct FeedTests {
  @Test func scoresAreSentAtTheRateForTheTime() async throws {
    let sink = RecordingSink()
    var game = SteadyGame(players: ["a", "b"])
    let totals = try await feed(rate: 50, duration: .seconds(4), &game, sink)
    #expect((195...200).contains(totals.counted - 2))
    #expect(Set(sink.keys).count == totals.counted)
    #expect(sink.batches.dropFirst().allSatisfy { $0.scores.count <= 10 })
  }

  @Test func withoutARateOnlyTheOpeningIsSent() async throws {
    let sink = RecordingSink()
    var game = SteadyGame(players: FeedNames.make(2_500))
    let totals = try await feed(rate: 0, duration: nil, &game, sink)
    #expect(totals.counted == 2_500 && sink.batches.map(\.scores.count) == [1_000, 1_000, 500])
  }

  @Test func aBatchThatWasNotAnsweredIsSentAgainWithTheSameKeys() async throws {
    let sink = RecordingSink(failures: [
      SendingError("away", isTemporary: true),
      SendingError("full", isTemporary: true, retryAfter: .seconds(3)),
    ])
    var game = SteadyGame(players: ["a", "b"])
    let totals = try await feed(rate: 0, duration: nil, &game, sink)
    #expect(totals.counted == 2)
    let keys = sink.batches.map { $0.scores.map(\.key) }
    #expect(keys.count == 3 && Set(keys).count == 1)
  }

  @Test func whatCannotSucceedEndsTheFeed() async throws {
    let sink = RecordingSink(failures: [SendingError("no", isTemporary: false)])
    var game = SteadyGame(players: ["a"])
    await #expect(throws: SendingError("no", isTemporary: false)) {
      try await feed(rate: 0, duration: nil, &game, sink)
    }
  }

  @discardableResult
  private func feed(
    rate: Int, duration: Duration?, _ game: inout SteadyGame, _ sink: RecordingSink
  ) async throws -> FeedTotals {
    let feed = Feed(
      board: "game1", rate: rate, duration: duration, run: "run", clock: .advancing,
      report: { _ in })
    var random = SeededGenerator(seed: 1)
    return try await feed.start(&game, to: sink, opening: true, &random)
  }
}

/// A server that counts everything after some failures.
private final class RecordingSink: ScoreSink {
  private struct State {
    var failures: [SendingError]
    var batches: [ScoreBatch] = []
  }

  private let state: Mutex<State>

  init(failures: [SendingError] = []) {
    state = Mutex(State(failures: failures))
  }

  var batches: [ScoreBatch] { state.withLock { $0.batches } }
  var keys: [String] { batches.flatMap { $0.scores.map(\.key) } }

  func send(_ batch: ScoreBatch) async throws(SendingError) -> BatchOutcome {
    let failure = state.withLock { state in
      state.batches.append(batch)
      return state.failures.isEmpty ? nil : state.failures.removeFirst()
    }
    if let failure { throw failure }
    return BatchOutcome(counted: batch.scores.count)
  }

  func close() async {}
}

extension Clock {
  /// Time that passes by sleeping alone.
  fileprivate static var advancing: Clock {
    let time = Passed()
    return Clock(
      now: { .epoch }, uptime: { time.duration.withLock { $0 } },
      sleep: { pause in time.duration.withLock { $0 += pause } })
  }

  private final class Passed: Sendable {
    let duration = Mutex(Duration.zero)
  }
}

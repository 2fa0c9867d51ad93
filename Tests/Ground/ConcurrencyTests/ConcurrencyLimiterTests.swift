import Concurrency
import Synchronization
import Testing

/// How many are at it, and were at most.
private final class Running: Sendable {
  private let counts = Mutex((now: 0, maximum: 0, begun: 0))

  var maximum: Int { counts.withLock { $0.maximum } }
  var begun: Int { counts.withLock { $0.begun } }

  func begin() {
    counts.withLock { counts in
      counts.now += 1
      counts.begun += 1
      counts.maximum = max(counts.maximum, counts.now)
    }
  }

  func end() { counts.withLock { $0.now -= 1 } }
}

@Suite(.timeLimit(.minutes(1))) struct ConcurrencyLimiterTests {
  @Test func noMoreGoOnAtOnceThanMay() async throws {
    let limiter = ConcurrencyLimiter(atOnce: 3, waiting: 1_000)
    let running = Running()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<200 {
        group.addTask {
          try await limiter.run {
            running.begin()
            await Task.yield()
            running.end()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(running.maximum <= 3)
  }

  @Test func whoFailsHandsTheTurnOn() async throws {
    struct Failure: Error {}
    let limiter = ConcurrencyLimiter(atOnce: 1, waiting: 1)
    await #expect(throws: Failure.self) {
      try await limiter.run { () -> Void in throw Failure() }
    }
    #expect(try await limiter.run { 5 } == 5)
  }

  @Test func whoFindsTooManyWaitingIsTold() async throws {
    let limiter = ConcurrencyLimiter(atOnce: 1, waiting: 0)
    try await limiter.run { () -> Void in
      await #expect(throws: ConcurrencyLimiter.Full.self) {
        try await limiter.run { () -> Void in }
      }
    }
  }

  @Test func aTaskThatIsCancelledLeavesTheQueueAndIsNeverBegun() async throws {
    let limiter = ConcurrencyLimiter(atOnce: 1, waiting: 100)
    let running = Running()
    try await limiter.run {
      let waiting = (0..<100).map { _ in
        Task { try await limiter.run { running.begin() } }
      }
      while limiter.waitingCount < waiting.count { await Task.yield() }
      for task in waiting.dropLast() { task.cancel() }
      for task in waiting.dropLast() {
        await #expect(throws: CancellationError.self) { try await task.value }
      }
      // The turn is still taken, so that all of them have left the queue without one.
      #expect(limiter.waitingCount == 1)
    }
    try await limiter.run {}
    #expect(running.begun == 1)
    #expect(limiter.waitingCount == 0)
  }
}

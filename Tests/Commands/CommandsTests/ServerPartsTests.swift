import Concurrency
import Synchronization
import Testing

@testable import Commands

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

@Suite struct AccessLogTests {
  private func line(_ target: String) -> AccessLine {
    AccessLine(method: "GET", target: target, status: 200, byteCount: 41)
  }

  @Test func linesAreWrittenTogetherAndNoneIsLost() {
    let writes = Mutex<[[UInt8]]>([])
    let log = AccessLog { bytes in writes.withLock { $0.append(bytes) } }
    for number in 0..<1_000 { log.add(line("/\(number)"), after: .microseconds(12_345)) }
    log.finish()
    let text = writes.withLock { String(decoding: $0.joined(), as: UTF8.self) }
    let lines = text.split(separator: "\n")
    #expect(lines.count == 1_000)
    for (number, line) in lines.enumerated() {
      #expect(line.hasSuffix("Z GET /\(number) 200 41 B 12.3 ms"))
      #expect(line.prefix(24).count { $0.isNumber } == 17)
    }
    #expect(writes.withLock { $0.count } < 100)
  }

  @Test func whatOthersWroteIsSafeForATerminal() {
    let text = String(decoding: line("/\u{1B}[31m\n").text, as: UTF8.self)
    #expect(text == "GET /\u{FFFD}[31m\u{FFFD} 200 41 B")
  }
}

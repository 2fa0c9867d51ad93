#if Server
  import Synchronization
  import Testing

  @testable import standings

  /// How many are at it, and were at most.
  private final class Running: Sendable {
    private let counts = Mutex((now: 0, most: 0, begun: 0))

    var most: Int { counts.withLock { $0.most } }
    var begun: Int { counts.withLock { $0.begun } }

    func begin() {
      counts.withLock { counts in
        counts.now += 1
        counts.begun += 1
        counts.most = max(counts.most, counts.now)
      }
    }

    func end() { counts.withLock { $0.now -= 1 } }
  }

  @Suite(.timeLimit(.minutes(1))) struct TurnsTests {
    @Test func noMoreGoOnAtOnceThanMay() async throws {
      let turns = Turns(atOnce: 3, waiting: 1_000)
      let running = Running()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<200 {
          group.addTask {
            try await turns.take {
              running.begin()
              await Task.yield()
              running.end()
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(running.most <= 3)
    }

    @Test func whoFailsHandsTheTurnOn() async throws {
      struct Failure: Error {}
      let turns = Turns(atOnce: 1, waiting: 1)
      await #expect(throws: Failure.self) {
        try await turns.take { () -> Void in throw Failure() }
      }
      #expect(try await turns.take { 5 } == 5)
    }

    @Test func whoFindsTooManyWaitingIsTold() async throws {
      let turns = Turns(atOnce: 1, waiting: 0)
      try await turns.take { () -> Void in
        await #expect(throws: Turns.Full.self) { try await turns.take { () -> Void in } }
      }
    }

    @Test func aTaskThatIsCancelledLeavesTheQueueAndIsNeverBegun() async throws {
      let turns = Turns(atOnce: 1, waiting: 100)
      let running = Running()
      try await turns.take {
        let waiting = (0..<100).map { _ in
          Task { try await turns.take { running.begin() } }
        }
        while turns.waitingCount < waiting.count { await Task.yield() }
        for task in waiting.dropLast() { task.cancel() }
        for task in waiting.dropLast() {
          await #expect(throws: CancellationError.self) { try await task.value }
        }
        // The turn is still taken, so that all of them have left the queue without one.
        #expect(turns.waitingCount == 1)
      }
      try await turns.take {}
      #expect(running.begun == 1)
      #expect(turns.waitingCount == 0)
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
#endif

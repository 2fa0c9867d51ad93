import Testing
import Time

@Suite struct ClockTests {
  @Test func theUptimeNeverGoesBack() {
    let readings = (0..<1000).map { _ in Clock.system.uptime() }
    #expect(zip(readings, readings.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test func theTimeOfDayIsAfterThisWasWritten() throws {
    #expect(Clock.system.now() > (try #require(Instant("2026-01-01T00:00:00Z"))))
  }

  @Test func aSleepEndsWhenItsTaskIsCancelled() async {
    let sleep = Task { try await Clock.system.sleep(.seconds(3600)) }
    sleep.cancel()
    await #expect(throws: CancellationError.self) { try await sleep.value }
  }
}

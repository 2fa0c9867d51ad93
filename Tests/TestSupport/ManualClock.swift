import Synchronization
package import Time

/// A clock that stands still except for those who sleep by it: each sleep is over at once, and moves
/// the clock by its length.
package final class ManualClock: Sendable {
  private let state = Mutex((now: Duration.zero, sleeps: [Duration]()))
  private let start: Instant

  /// - Parameter start: the time of day at the start, which moves with the clock.
  package init(_ start: String = "1970-01-01T00:00:00Z") {
    guard let start = Instant(start) else { preconditionFailure("not a time: \(start)") }
    self.start = start
  }

  /// The clock as code under test takes it.
  package var clock: Clock {
    Clock(
      now: { self.timeOfDay }, uptime: { self.now },
      sleep: { duration in
        try Task.checkCancellation()
        self.state.withLock {
          $0.sleeps.append(duration)
          $0.now += max(duration, .zero)
        }
      })
  }

  /// How far the clock has moved.
  package var now: Duration { state.withLock { $0.now } }
  /// How long each sleep was.
  package var sleeps: [Duration] { state.withLock { $0.sleeps } }

  private var timeOfDay: Instant {
    let (seconds, attoseconds) = now.components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    return Instant(millisecondsSinceEpoch: start.millisecondsSinceEpoch + milliseconds) ?? start
  }

  package func advance(by duration: Duration) {
    state.withLock { $0.now += duration }
  }
}

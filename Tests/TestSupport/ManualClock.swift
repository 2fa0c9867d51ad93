import Synchronization
package import Time

/// A clock that stands still except for those who sleep by it: each sleep is over at once, and moves
/// the clock by its length.
package final class ManualClock: Sendable {
  private let state = Mutex((now: Duration.zero, sleeps: [Duration]()))

  package init() {}

  /// The clock as code under test takes it; its time of day is that of the epoch.
  package var clock: Clock {
    Clock(
      now: { .epoch }, uptime: { self.now },
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

  package func advance(by duration: Duration) {
    state.withLock { $0.now += duration }
  }
}

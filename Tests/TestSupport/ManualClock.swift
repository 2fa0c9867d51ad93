import Synchronization

/// A clock that stands still but for those who sleep by it: each sleep is over at once, and moves
/// the clock by its length.
package final class ManualClock: Clock {
  package struct Instant: InstantProtocol {
    let offset: Swift.Duration

    package func advanced(by duration: Swift.Duration) -> Instant {
      Instant(offset: offset + duration)
    }
    package func duration(to other: Instant) -> Swift.Duration { other.offset - offset }
    package static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private let state = Mutex((now: Instant(offset: .zero), sleeps: [Swift.Duration]()))

  package init() {}

  package var now: Instant { state.withLock { $0.now } }
  package var minimumResolution: Swift.Duration { .nanoseconds(1) }
  /// How long each sleep was.
  package var sleeps: [Swift.Duration] { state.withLock { $0.sleeps } }

  package func advance(by duration: Swift.Duration) {
    state.withLock { $0.now = $0.now.advanced(by: duration) }
  }

  package func sleep(until deadline: Instant, tolerance: Swift.Duration?) async throws {
    try Task.checkCancellation()
    state.withLock {
      $0.sleeps.append($0.now.duration(to: deadline))
      $0.now = max($0.now, deadline)
    }
  }
}

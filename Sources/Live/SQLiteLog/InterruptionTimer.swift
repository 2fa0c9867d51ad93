import Dispatch
import Synchronization

/// Ends a query that takes too long.
final class InterruptionTimer: Sendable {
  private enum State { case waiting, cancelled, fired }

  private let state = Mutex(State.waiting)

  init(_ interruption: SQLiteInterruption, after limit: Duration) {
    let (seconds, attoseconds) = limit.components
    let delay = DispatchTimeInterval.nanoseconds(
      Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
    DispatchQueue.global().asyncAfter(deadline: .now() + delay) { [self] in
      // Under the lock, so that the connection is still there.
      state.withLock { state in
        guard state == .waiting else { return }
        state = .fired
        interruption()
      }
    }
  }

  func cancel() {
    state.withLock { if $0 == .waiting { $0 = .cancelled } }
  }

  var hasFired: Bool { state.withLock { $0 == .fired } }
}

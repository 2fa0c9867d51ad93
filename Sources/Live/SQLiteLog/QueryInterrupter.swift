import Dispatch
import Synchronization

/// Ends a query that takes too long, or for which nobody waits any more.
final class QueryInterrupter: Sendable {
  private enum State {
    case waiting
    case running(SQLiteInterruption)
    case fired
    case ended
  }

  private let state = Mutex(State.waiting)

  /// Tells that the query begins.
  /// - Parameter limit: how long it may take.
  /// - Returns: false if it was ended before.
  func begin(_ interruption: SQLiteInterruption, within limit: Duration) -> Bool {
    let mayBegin = state.withLock { state in
      guard case .waiting = state else { return false }
      state = .running(interruption)
      return true
    }
    guard mayBegin else { return false }
    let (seconds, attoseconds) = limit.components
    let delay = DispatchTimeInterval.nanoseconds(
      Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
    DispatchQueue.global().asyncAfter(deadline: .now() + delay) { [self] in fire() }
    return true
  }

  /// Tells that the query is over; its connection may go.
  func end() {
    state.withLock { if case .running = $0 { $0 = .ended } }
  }

  func fire() {
    state.withLock { state in
      switch state {
      case .waiting: state = .fired
      case .running(let interruption):
        // Under the lock, so that the connection is still there.
        interruption()
        state = .fired
      case .fired, .ended: break
      }
    }
  }

  var hasFired: Bool {
    state.withLock { if case .fired = $0 { true } else { false } }
  }
}

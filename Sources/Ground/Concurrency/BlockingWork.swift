import Dispatch
import Synchronization

/// Work that waits for a disk, kept off the threads that tasks share: there is one of those a
/// core, and a flush would leave its core idle.
///
/// A bounded number of threads does it; more work than that waits in the order in which it came.
/// No piece of it waits for another one, so that none can keep the others from ending.
package enum BlockingWork {
  private static let maxAtOnce = 32

  private struct State {
    var running = 0
    /// In the order in which it is taken, and in the order in which it came.
    var (taken, came): ([@Sendable () -> Void], [@Sendable () -> Void]) = ([], [])
  }

  private static let state = Mutex(State())
  private static let queue = DispatchQueue(label: "standings.lake", attributes: .concurrent)

  package static func run<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      start { continuation.resume(with: Swift.Result { try work() }) }
    }
  }

  private static func start(_ work: @escaping @Sendable () -> Void) {
    let mayRun = state.withLock { state in
      guard state.running < maxAtOnce else {
        state.came.append(work)
        return false
      }
      state.running += 1
      return true
    }
    guard mayRun else { return }
    queue.async {
      work()
      while let next = next() { next() }
    }
  }

  /// - Returns: `nil` where this thread has nothing more to do.
  private static func next() -> (@Sendable () -> Void)? {
    state.withLock { state in
      if state.taken.isEmpty {
        swap(&state.taken, &state.came)
        state.taken.reverse()
      }
      guard let work = state.taken.popLast() else {
        state.running -= 1
        return nil
      }
      return work
    }
  }
}

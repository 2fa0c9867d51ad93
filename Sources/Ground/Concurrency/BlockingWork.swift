import Dispatch
import Synchronization

/// Blocking work, kept off the threads that tasks share: there is one of those per core, and a
/// flush would leave its core idle.
///
/// A bounded number of threads runs it; further work waits in order of arrival. No piece of work
/// waits for another one, so they cannot deadlock.
package enum BlockingWork {
  private static let maxAtOnce = 32

  private struct State {
    var running = 0
    /// Sorted by start, then by arrival.
    var (taken, came): ([@Sendable () -> Void], [@Sendable () -> Void]) = ([], [])
  }

  private static let state = Mutex(State())
  private static let queue = DispatchQueue(label: "standings.lake", attributes: .concurrent)

  package static func run<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    // The result goes through a mutex because the thread sanitizer does not see the order of a
    // continuation that is resumed before its task waits, and would report a race of the result.
    let result = Mutex<Swift.Result<Result, any Error>>(.failure(CancellationError()))
    await withCheckedContinuation { continuation in
      start {
        let done = Swift.Result { try work() }
        result.withLock { $0 = done }
        continuation.resume()
      }
    }
    return try result.withLock { $0 }.get()
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

  /// - Returns: `nil` if this thread has nothing to do.
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

#if Server
  import Synchronization

  /// Lets so many pieces of work go on at once; others wait, in the order in which they came.
  final class Turns: Sendable {
    /// More wait than may.
    struct Full: Error {}

    private struct State {
      var running = 0
      var nextWaiter = 0
      var firstWaiter = 0
      var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())
    private let mostAtOnce: Int
    private let mostWaiting: Int

    init(atOnce mostAtOnce: Int, waiting mostWaiting: Int) {
      self.mostAtOnce = mostAtOnce
      self.mostWaiting = mostWaiting
    }

    /// Does the work when it is its turn. What waits is not cancelled: its turn is short.
    /// - Throws: `Full` at once, and what the work throws.
    func take<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
      try await begin()
      defer { end() }
      return try await work()
    }

    private func begin() async throws {
      let mayRun = try state.withLock { state in
        if state.running < mostAtOnce {
          state.running += 1
          return true
        }
        guard state.waiters.count < mostWaiting else { throw Full() }
        return false
      }
      if mayRun { return }
      await withCheckedContinuation { continuation in
        let mayRun = state.withLock { state in
          if state.running < mostAtOnce {
            state.running += 1
            return true
          }
          state.waiters[state.nextWaiter] = continuation
          state.nextWaiter += 1
          return false
        }
        if mayRun { continuation.resume() }
      }
    }

    /// Hands the turn on to whoever has waited longest.
    private func end() {
      let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
        guard let waiter = state.waiters.removeValue(forKey: state.firstWaiter) else {
          state.running -= 1
          return nil
        }
        state.firstWaiter += 1
        return waiter
      }
      next?.resume()
    }
  }
#endif

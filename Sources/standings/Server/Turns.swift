#if Server
  import Synchronization

  /// Lets so many pieces of work go on at once; others wait, in the order in which they came.
  final class Turns: Sendable {
    /// More wait than may.
    struct Full: Error {}

    private typealias Waiter = CheckedContinuation<Void, any Error>

    private struct State {
      var running = 0
      var nextWaiter = 0
      var firstWaiter = 0
      var waiters: [Int: Waiter] = [:]
    }

    private let state = Mutex(State())
    private let mostAtOnce: Int
    private let mostWaiting: Int

    init(atOnce mostAtOnce: Int, waiting mostWaiting: Int) {
      self.mostAtOnce = mostAtOnce
      self.mostWaiting = mostWaiting
    }

    /// How many wait for their turn.
    var waitingCount: Int { state.withLock { $0.waiters.count } }

    /// Does the work when it is its turn. A task that is cancelled while it waits leaves the queue
    /// at once, and its work is never begun.
    /// - Throws: `Full` at once, `CancellationError`, and what the work throws.
    func take<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
      try await begin()
      defer { end() }
      return try await work()
    }

    private func begin() async throws {
      let number = try state.withLock { state -> Int? in
        try Task.checkCancellation()
        if state.running < mostAtOnce {
          state.running += 1
          return nil
        }
        guard state.waiters.count < mostWaiting else { throw Full() }
        defer { state.nextWaiter += 1 }
        return state.nextWaiter
      }
      guard let number else { return }
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { wait(as: number, $0) }
      } onCancel: {
        state.withLock { $0.waiters.removeValue(forKey: number) }?
          .resume(throwing: CancellationError())
      }
    }

    private func wait(as number: Int, _ waiter: Waiter) {
      let mayRun = state.withLock { state -> Bool? in
        // The handler of the cancellation may have run before there was anybody to remove.
        if Task.isCancelled { return nil }
        if state.running < mostAtOnce {
          state.running += 1
          return true
        }
        state.waiters[number] = waiter
        // Of two that come at the same moment, the one with the greater number may be here first.
        state.firstWaiter = min(state.firstWaiter, number)
        return false
      }
      switch mayRun {
      case nil: waiter.resume(throwing: CancellationError())
      case true?: waiter.resume()
      case false?: break
      }
    }

    /// Hands the turn on to the task that has waited longest.
    private func end() {
      let next = state.withLock { state -> Waiter? in
        while state.firstWaiter < state.nextWaiter {
          defer { state.firstWaiter += 1 }
          if let waiter = state.waiters.removeValue(forKey: state.firstWaiter) { return waiter }
        }
        state.running -= 1
        return nil
      }
      next?.resume()
    }
  }
#endif

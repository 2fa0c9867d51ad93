import Synchronization

/// Runs a bounded number of pieces of work at once; further ones wait in the order of arrival.
package final class ConcurrencyLimiter: Sendable {
  /// The queue is full.
  package struct Full: Error {}

  private typealias Waiter = CheckedContinuation<Void, any Error>

  private struct State {
    var running = 0
    var nextWaiter = 0
    var firstWaiter = 0
    var waiters: [Int: Waiter] = [:]
  }

  private let state = Mutex(State())
  private let maxAtOnce: Int
  private let maxWaiting: Int

  /// - Parameters:
  ///   - maxAtOnce: max running pieces of work, 1 or more.
  ///   - maxWaiting: max waiting ones, 0 or more.
  package init(atOnce maxAtOnce: Int, waiting maxWaiting: Int) {
    self.maxAtOnce = maxAtOnce
    self.maxWaiting = maxWaiting
  }

  /// The number of waiting pieces of work.
  package var waitingCount: Int { state.withLock { $0.waiters.count } }

  /// Runs the work as soon as there is room.
  ///
  /// A task that is cancelled while it waits leaves the queue at once, and its work never starts.
  /// - Throws: `Full` if the queue is full, `CancellationError`, and the work's errors.
  package func run<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
    try await begin()
    defer { end() }
    return try await work()
  }

  private func begin() async throws {
    let number = try state.withLock { state -> Int? in
      try Task.checkCancellation()
      if state.running < maxAtOnce {
        state.running += 1
        return nil
      }
      guard state.waiters.count < maxWaiting else { throw Full() }
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
      // The cancellation handler may have run before the waiter was added.
      if Task.isCancelled { return nil }
      if state.running < maxAtOnce {
        state.running += 1
        return true
      }
      state.waiters[number] = waiter
      // Two concurrent waiters may arrive in the opposite order of their numbers.
      state.firstWaiter = min(state.firstWaiter, number)
      return false
    }
    switch mayRun {
    case nil: waiter.resume(throwing: CancellationError())
    case true?: waiter.resume()
    case false?: break
    }
  }

  /// Starts the longest waiting work.
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

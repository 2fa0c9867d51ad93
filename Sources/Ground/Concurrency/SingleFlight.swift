import Synchronization

/// Computes a value once for all concurrent callers (single flight).
///
/// A cancelled caller stops waiting. The work is cancelled with its last waiter.
package final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private typealias Waiter = CheckedContinuation<Value, any Error>

  /// One work and all who wait for it, each by a number of its own.
  private struct Flight {
    var task: Task<Void, Never>?
    var waiters: [Int: Waiter] = [:]
  }

  private struct State {
    /// By the number of the first waiter.
    var flights: [Int: Flight] = [:]
    /// The flight of each waiter.
    var flightOfWaiter: [Int: Int] = [:]
    /// The flights that others may still join.
    var open: [Key: Int] = [:]
    var lastNumber = 0
  }

  private let state = Mutex(State())

  package init() {}

  /// How many wait for a value now.
  package var waiterCount: Int { state.withLock { $0.flightOfWaiter.count } }

  /// How many works go on now, those that are cancelled and have not ended yet among them.
  package var flightCount: Int { state.withLock { $0.flights.count } }

  /// The value of `work`, or of the work for the same key that goes on already.
  ///
  /// The last who waits and is cancelled waits for the cancelled work to end.
  /// - Throws: what the work throws; `CancellationError`.
  package func value(
    for key: Key, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let number = state.withLock {
      $0.lastNumber += 1
      return $0.lastNumber
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiter in
        if !join(key, as: number, waiter, work) { waiter.resume(throwing: CancellationError()) }
      }
    } onCancel: {
      leave(key, as: number)
    }
  }

  /// - Returns: whether somebody waits now; not if the task was cancelled before.
  private func join(
    _ key: Key, as number: Int, _ waiter: Waiter,
    _ work: @escaping @Sendable () async throws -> Value
  ) -> Bool {
    state.withLock { state in
      if Task.isCancelled { return false }
      if let flight = state.open[key] {
        state.flights[flight]?.waiters[number] = waiter
        state.flightOfWaiter[number] = flight
        return true
      }
      state.open[key] = number
      let task = Task {
        let result: Result<Value, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        finish(key, flight: number, result)
      }
      state.flights[number] = Flight(task: task, waiters: [number: waiter])
      state.flightOfWaiter[number] = number
      return true
    }
  }

  private func finish(_ key: Key, flight number: Int, _ result: Result<Value, any Error>) {
    let waiters = state.withLock { state in
      if state.open[key] == number { state.open[key] = nil }
      let waiters = state.flights.removeValue(forKey: number)?.waiters ?? [:]
      for waiter in waiters.keys { state.flightOfWaiter[waiter] = nil }
      return waiters
    }
    for waiter in waiters.values { waiter.resume(with: result) }
  }

  private func leave(_ key: Key, as number: Int) {
    let (waiter, task) = state.withLock { state -> (Waiter?, Task<Void, Never>?) in
      guard let flight = state.flightOfWaiter[number], let work = state.flights[flight] else {
        return (nil, nil)
      }
      if work.waiters.count > 1 {
        state.flightOfWaiter[number] = nil
        return (state.flights[flight]?.waiters.removeValue(forKey: number), nil)
      }
      // Later callers must not get cancelled work.
      if state.open[key] == flight { state.open[key] = nil }
      return (nil, work.task)
    }
    waiter?.resume(throwing: CancellationError())
    task?.cancel()
  }
}

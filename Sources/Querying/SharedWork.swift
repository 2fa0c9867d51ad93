import Synchronization

/// Lets all who ask the same question while it is worked on wait for one answer.
final class SharedWork<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
  private typealias Waiter = CheckedContinuation<Answer, any Error>

  /// One work and all who wait for it, each by a number of its own.
  private struct Run {
    var task: Task<Void, Never>?
    var waiters: [Int: Waiter] = [:]
  }

  private struct State {
    /// By the number of the first waiter.
    var runs: [Int: Run] = [:]
    /// The runs that others may still join.
    var open: [Question: Int] = [:]
    var lastNumber = 0
  }

  private let state = Mutex(State())

  /// How many wait for an answer now.
  var waiterCount: Int { state.withLock { $0.runs.values.reduce(0) { $0 + $1.waiters.count } } }

  /// The answer of `work`, or of the work on the same question that is going on already.
  ///
  /// Whoever is cancelled waits no longer. The work is cancelled with the last one, who then waits
  /// for it to end.
  /// - Throws: what the work throws; `CancellationError`.
  func answer(
    _ question: Question, _ work: @escaping @Sendable () async throws -> Answer
  ) async throws -> Answer {
    let number = state.withLock {
      $0.lastNumber += 1
      return $0.lastNumber
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiter in
        if !join(question, as: number, waiter, work) {
          waiter.resume(throwing: CancellationError())
        }
      }
    } onCancel: {
      leave(question, as: number)
    }
  }

  /// - Returns: whether somebody waits now; not if the task was cancelled before.
  private func join(
    _ question: Question, as number: Int, _ waiter: Waiter,
    _ work: @escaping @Sendable () async throws -> Answer
  ) -> Bool {
    state.withLock { state in
      if Task.isCancelled { return false }
      if let run = state.open[question] {
        state.runs[run]?.waiters[number] = waiter
        return true
      }
      state.open[question] = number
      let task = Task {
        let result: Result<Answer, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        finish(question, run: number, result)
      }
      state.runs[number] = Run(task: task, waiters: [number: waiter])
      return true
    }
  }

  private func finish(_ question: Question, run number: Int, _ result: Result<Answer, any Error>) {
    let run = state.withLock { state in
      if state.open[question] == number { state.open[question] = nil }
      return state.runs.removeValue(forKey: number)
    }
    for waiter in (run?.waiters ?? [:]).values { waiter.resume(with: result) }
  }

  private func leave(_ question: Question, as number: Int) {
    let (waiter, task) = state.withLock { state -> (Waiter?, Task<Void, Never>?) in
      guard let (run, work) = state.runs.first(where: { $0.value.waiters[number] != nil }) else {
        return (nil, nil)
      }
      if work.waiters.count > 1 {
        return (state.runs[run]?.waiters.removeValue(forKey: number), nil)
      }
      // Whoever asks from now on must not be given a work that is cancelled.
      if state.open[question] == run { state.open[question] = nil }
      return (nil, work.task)
    }
    waiter?.resume(throwing: CancellationError())
    task?.cancel()
  }
}

import Failures
package import LiveScores
import Synchronization
package import Time

/// A bounded queue in front of a log, by which requests that arrive together share a commit.
///
/// The queue starts a commit as soon as none runs, with what has arrived. There is no timer: the
/// commit that runs is the time in which the next batch gathers.
package final class GroupCommit: Sendable {
  private typealias Caller = CheckedContinuation<Result<[Outcome], ScoreLogError>, Never>

  private struct State {
    var queue: GroupCommitQueue
    var callers: [Int: Caller] = [:]
  }

  private let log: any SubmissionLog
  private let clock: Clock
  private let state: Mutex<State>
  private let lastRequest = Atomic(0)

  package init(
    _ log: any SubmissionLog, limits: GroupCommitLimits = GroupCommitLimits(),
    clock: Clock = .system
  ) {
    self.log = log
    self.clock = clock
    state = Mutex(State(queue: GroupCommitQueue(limits: limits)))
  }

  /// Records submissions. A request of more than one batch is split into several commits and
  /// answered when all of them are durable.
  ///
  /// A cancelled caller's submissions are taken back, unless they are in a commit already. Then
  /// they stay, and the caller gets their outcomes.
  /// - Returns: an outcome each, in the order of the submissions.
  /// - Throws: `queueFull`, `requestTooLarge`, `cancelled`, or what the log throws.
  package func submit(_ submissions: [Submission]) async throws(ScoreLogError) -> [Outcome] {
    guard !submissions.isEmpty else { return [] }
    let request = lastRequest.add(1, ordering: .relaxed).newValue
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { caller in add(submissions, as: request, caller) }
    } onCancel: {
      cancel(request)
    }
    return try result.get()
  }

  /// Submissions that are accepted and not answered.
  package var waitingCount: Int { state.withLock { $0.queue.submissionCount } }

  private func add(_ submissions: [Submission], as request: Int, _ caller: Caller) {
    do throws(ScoreLogError) {
      try state.withLock { state throws(ScoreLogError) in
        try state.queue.add(submissions, as: request)
        state.callers[request] = caller
      }
    } catch {
      caller.resume(returning: .failure(error))
      return
    }
    // If the task was cancelled before, its handler has run and found no caller.
    if Task.isCancelled { cancel(request) }
    if let batch = state.withLock({ $0.queue.nextBatch() }) { start(batch) }
  }

  private func cancel(_ request: Int) {
    let caller = state.withLock { state -> Caller? in
      guard state.callers[request] != nil, state.queue.cancel(request) else { return nil }
      return state.callers.removeValue(forKey: request)
    }
    caller?.resume(
      returning: .failure(
        ScoreLogError(code: .cancelled, reason: "the caller's task was cancelled")))
  }

  /// Commits a batch, then those that have gathered.
  private func start(_ batch: [Submission]) {
    Task {
      var next: [Submission]? = batch
      while let batch = next {
        let begin = clock.uptime()
        let result = await append(batch)
        next = finish(result, after: clock.uptime() - begin)
      }
    }
  }

  private func append(_ batch: [Submission]) async -> Result<[Outcome], ScoreLogError> {
    do throws(ScoreLogError) {
      let outcomes = try await log.append(batch)
      precondition(outcomes.count == batch.count, "a log answers every submission")
      return .success(outcomes)
    } catch {
      return .failure(error)
    }
  }

  /// - Returns: the next batch, if something waits.
  private func finish(
    _ result: Result<[Outcome], ScoreLogError>, after duration: Duration
  ) -> [Submission]? {
    let (done, next) = state.withLock { state in
      let done = state.queue.finish(result, after: duration).map { answer in
        (state.callers.removeValue(forKey: answer.request), answer.result)
      }
      return (done, state.queue.nextBatch())
    }
    for (caller, result) in done { caller?.resume(returning: result) }
    return next
  }
}

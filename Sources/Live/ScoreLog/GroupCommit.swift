import Failures
package import LiveScores
import Synchronization
package import Time

/// A bounded queue in front of a log, by which requests that arrive together share a commit.
///
/// The queue starts a commit as soon as none runs, with what has arrived. There is no timer: the
/// commit that runs is the time in which the next batch gathers.
package final class GroupCommit: Sendable {
  /// Called after each commit, before its callers are answered. It must not block.
  package typealias CommitObserver = @Sendable (CommitReport) -> Void

  private typealias Caller = CheckedContinuation<Result<[Outcome], ScoreLogError>, Never>

  private struct State {
    var queue: GroupCommitQueue
    var callers: [Int: Caller] = [:]
    /// Those of callers that do not wait yet.
    var answers: [Int: Result<[Outcome], ScoreLogError>] = [:]
  }

  private let log: any SubmissionLog
  private let clock: Clock
  private let state: Mutex<State>
  private let lastRequest = Atomic(0)
  private let committed: CommitObserver

  package init(
    _ log: any SubmissionLog, limits: GroupCommitLimits = GroupCommitLimits(),
    clock: Clock = .system, committed: @escaping CommitObserver = { _ in }
  ) {
    self.log = log
    self.clock = clock
    self.committed = committed
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
      await answer(to: submissions, as: request)
    } onCancel: {
      cancel(request)
    }
    return try result.get()
  }

  /// Submissions that are accepted and not answered.
  package var waitingCount: Int { state.withLock { $0.queue.submissionCount } }

  /// The caller that finds no commit running does the next one itself, which spares a lone
  /// submission the way to another task.
  private func answer(
    to submissions: [Submission], as request: Int
  ) async -> Result<[Outcome], ScoreLogError> {
    do throws(ScoreLogError) {
      try state.withLock { state throws(ScoreLogError) in
        try state.queue.add(submissions, as: request)
      }
    } catch {
      return .failure(error)
    }
    // If the task was cancelled before, its handler has run and found no request.
    if Task.isCancelled { cancel(request) }
    if let batch = state.withLock({ $0.queue.nextBatch() }), let next = await commit(batch) {
      Task {
        var next: [Submission]? = next
        while let batch = next { next = await commit(batch) }
      }
    }
    return await withCheckedContinuation { caller in
      let answer = state.withLock { state in
        let answer = state.answers.removeValue(forKey: request)
        if answer == nil { state.callers[request] = caller }
        return answer
      }
      if let answer { caller.resume(returning: answer) }
    }
  }

  private func cancel(_ request: Int) {
    deliver { state in
      guard state.queue.cancel(request) else { return [] }
      let error = ScoreLogError(code: .cancelled, reason: "the caller's task was cancelled")
      return [GroupCommitQueue.Answer(request: request, result: .failure(error))]
    }
  }

  /// - Returns: the next batch, if something waits.
  private func commit(_ batch: [Submission]) async -> [Submission]? {
    let begin = clock.uptime()
    let result = await append(batch)
    let duration = clock.uptime() - begin
    committed(CommitReport(submissionCount: batch.count, duration: duration, result: result))
    deliver { $0.queue.finish(result, after: duration) }
    return state.withLock { $0.queue.nextBatch() }
  }

  /// Wakes the callers that wait for answers, and keeps the answers of those that do not yet.
  private func deliver(_ answers: (inout State) -> [GroupCommitQueue.Answer]) {
    let waiting = state.withLock { state in
      var waiting: [(Caller, Result<[Outcome], ScoreLogError>)] = []
      for answer in answers(&state) {
        if let caller = state.callers.removeValue(forKey: answer.request) {
          waiting.append((caller, answer.result))
        } else {
          state.answers[answer.request] = answer.result
        }
      }
      return waiting
    }
    for (caller, result) in waiting { caller.resume(returning: result) }
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
}

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

  /// Brings the ranks up to a commit, before its callers are answered.
  /// - Returns: the ranks of each submission.
  package typealias Projection =
    @Sendable (_ outcomes: [Outcome], _ submissions: [Submission]) async -> [SubmissionRanks]

  /// Called once, on the thread of the log, or within `submit`. It must not block.
  package typealias Caller = @Sendable (Result<[SubmissionAnswer], ScoreLogError>) -> Void

  private struct State {
    var queue: GroupCommitQueue
    var callers: [Int: Caller] = [:]
  }

  private let log: any SubmissionLog
  private let clock: Clock
  private let state: Mutex<State>
  private let lastRequest = Atomic(0)
  private let project: Projection
  private let committed: CommitObserver

  package init(
    _ log: any SubmissionLog, limits: GroupCommitLimits = GroupCommitLimits(),
    clock: Clock = .system,
    project: @escaping Projection = { outcomes, _ in outcomes.map { _ in SubmissionRanks() } },
    committed: @escaping CommitObserver = { _ in }
  ) {
    self.log = log
    self.clock = clock
    self.project = project
    self.committed = committed
    state = Mutex(State(queue: GroupCommitQueue(limits: limits)))
  }

  /// Records submissions. A request of more than one batch is split into several commits and
  /// answered when all of them are durable.
  /// - Parameter caller: gets an answer each, in the order of the submissions, or why nobody can
  ///   tell what counts: `queueFull`, `requestTooLarge`, or what the log throws.
  package func submit(_ submissions: [Submission], caller: @escaping Caller) {
    _ = begin(submissions, caller)
  }

  /// Records submissions.
  ///
  /// A cancelled caller's submissions are taken back, unless they are in a commit already. Then
  /// they stay, and the caller gets their outcomes.
  /// - Returns: an answer each, in the order of the submissions.
  /// - Throws: `queueFull`, `requestTooLarge`, `cancelled`, or what the log throws.
  package func submit(
    _ submissions: [Submission]
  ) async throws(ScoreLogError) -> [SubmissionAnswer] {
    guard !Task.isCancelled else { throw .cancelled }
    let request = Mutex<Int?>(nil)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let begun = begin(submissions) { continuation.resume(returning: $0) }
        request.withLock { $0 = begun }
        // If the task was cancelled just before, its handler has found no request.
        if Task.isCancelled { cancel(begun) }
      }
    } onCancel: {
      cancel(request.withLock { $0 })
    }
    return try result.get()
  }

  /// Submissions that are accepted and not answered.
  package var waitingCount: Int { state.withLock { $0.queue.submissionCount } }

  /// - Returns: the number of the request.
  private func begin(_ submissions: [Submission], _ caller: @escaping Caller) -> Int {
    let request = lastRequest.add(1, ordering: .relaxed).newValue
    guard !submissions.isEmpty else {
      caller(.success([]))
      return request
    }
    do throws(ScoreLogError) {
      let batch = try state.withLock { state throws(ScoreLogError) in
        try state.queue.add(submissions, as: request)
        state.callers[request] = caller
        return state.queue.nextBatch()
      }
      if let batch { commit(from: batch) }
    } catch {
      caller(.failure(error))
    }
    return request
  }

  private func cancel(_ request: Int?) {
    guard let request else { return }
    deliver { state in
      guard state.queue.cancel(request) else { return [] }
      return [GroupCommitQueue.Answer(request: request, result: .failure(.cancelled))]
    }
  }

  /// Commits until nothing waits. All of it runs where the log does its work, which spares a lone
  /// submission the way to other threads.
  private func commit(from first: [Submission]) {
    Task(executorPreference: log.executor) {
      var next: [Submission]? = first
      while let batch = next { next = await self.commit(batch) }
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

  /// Answers the callers whose requests are done.
  private func deliver(_ answers: (inout State) -> [GroupCommitQueue.Answer]) {
    let done = state.withLock { state in
      answers(&state).map { ($0, state.callers.removeValue(forKey: $0.request)) }
    }
    for (answer, caller) in done { caller?(answer.result) }
  }

  private func append(_ batch: [Submission]) async -> Result<[SubmissionAnswer], ScoreLogError> {
    do throws(ScoreLogError) {
      let outcomes = try await log.append(batch)
      precondition(outcomes.count == batch.count, "a log answers every submission")
      let ranks = await project(outcomes, batch)
      return .success(zip(outcomes, ranks).map { SubmissionAnswer(outcome: $0, ranks: $1) })
    } catch {
      return .failure(error)
    }
  }
}

extension ScoreLogError {
  fileprivate static let cancelled = ScoreLogError(
    code: .cancelled, reason: "the caller's task was cancelled")
}

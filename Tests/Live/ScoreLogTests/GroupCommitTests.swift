import Failures
import LiveScores
import Synchronization
import TestSupport
import Testing
import Time

@testable import ScoreLog

/// A log whose commits wait until the test lets them go on.
private actor SlowLog: SubmissionLog {
  private(set) var batches: [[String]] = []
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var watchers: [(count: Int, CheckedContinuation<Void, Never>)] = []
  private var failure: ScoreLogError?

  func append(_ submissions: [Submission]) async throws(ScoreLogError) -> [Outcome] {
    batches.append(submissions.map(\.key.text))
    for (count, watcher) in watchers where count == batches.count { watcher.resume() }
    await withCheckedContinuation { waiting.append($0) }
    if let failure { throw failure }
    return submissions.map(outcome)
  }

  /// Waits until so many commits have begun.
  func begun(_ count: Int) async {
    guard batches.count < count else { return }
    await withCheckedContinuation { watchers.append((count, $0)) }
  }

  func commit() { waiting.removeFirst().resume() }

  func fail(_ error: ScoreLogError) {
    failure = error
    commit()
  }
}

@Suite(.timeLimit(.minutes(1))) struct GroupCommitTests {
  private let log = SlowLog()

  @Test func eachCommitIsReported() async throws {
    let reports = Mutex<[Int]>([])
    let queue = GroupCommit(
      log,
      committed: { report in
        reports.withLock { $0.append((try? report.result.get().count) ?? -1) }
      })
    let first = try await submit(["a"], to: queue)
    await log.begun(1)
    let second = try await submit(["b", "c"], to: queue)
    await log.commit()
    _ = try await first.value
    #expect(reports.withLock { $0 } == [1])
    await log.begun(2)
    await log.fail(ScoreLogError(code: .full, reason: "full"))
    await #expect(throws: ScoreLogError.self) { try await second.value }
    #expect(reports.withLock { $0 } == [1, -1])
  }

  /// Submits in a task of its own, and returns when the queue has the request.
  private func submit(
    _ keys: [String], to queue: GroupCommit
  ) async throws -> Task<[String?], any Error> {
    let submissions = try submissions(keys)
    let before = queue.waitingCount
    let task = Task { try await queue.submit(submissions).map(\.key) }
    while queue.waitingCount == before { await Task.yield() }
    return task
  }

  @Test func callersThatArriveTogetherShareACommit() async throws {
    let queue = GroupCommit(log)
    let first = try await submit(["a"], to: queue)
    await log.begun(1)
    let second = try await submit(["b", "c"], to: queue)
    let third = try await submit(["d"], to: queue)
    await log.commit()
    #expect(try await first.value == ["a"])
    await log.begun(2)
    #expect(await log.batches == [["a"], ["b", "c", "d"]])
    await log.commit()
    #expect(try await second.value == ["b", "c"])
    #expect(try await third.value == ["d"])
    #expect(queue.waitingCount == 0)
  }

  @Test func aFailureReachesTheCallers() async throws {
    let queue = GroupCommit(log)
    let caller = try await submit(["a"], to: queue)
    await log.begun(1)
    let error = ScoreLogError(code: .damaged, reason: "a page is broken")
    await log.fail(error)
    await #expect(throws: error) { try await caller.value }
  }

  @Test func aCancelledCallerThatWaitsIsTakenBack() async throws {
    let queue = GroupCommit(log)
    let first = try await submit(["a"], to: queue)
    await log.begun(1)
    let second = try await submit(["b"], to: queue)
    second.cancel()
    let error = await #expect(throws: ScoreLogError.self) { try await second.value }
    #expect(error?.code == .cancelled)
    await log.commit()
    _ = try await first.value
    #expect(await log.batches == [["a"]])
    #expect(queue.waitingCount == 0)
  }

  @Test func aCancelledCallerInACommitGetsItsOutcome() async throws {
    let queue = GroupCommit(log)
    let caller = try await submit(["a"], to: queue)
    await log.begun(1)
    caller.cancel()
    await log.commit()
    #expect(try await caller.value == ["a"])
  }

  @Test func aTaskThatIsCancelledBeforeSubmitsNothing() async throws {
    let queue = GroupCommit(log)
    let submissions = try submissions(["a"])
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await queue.submit(submissions)
    }
    let error = await #expect(throws: ScoreLogError.self) { _ = try await task.value }
    #expect(error?.code == .cancelled)
    #expect(await log.batches.isEmpty)
  }

  @Test func ranksAreMadeBeforeTheCallerIsAnswered() async throws {
    let queue = GroupCommit(
      log,
      project: { outcomes, submissions in
        zip(outcomes, submissions).enumerated().map { index, _ in SubmissionRanks(after: index + 1)
        }
      })
    let caller = Task { try await queue.submit(submissions(["a", "b"])).map(\.ranks.after) }
    await log.begun(1)
    await log.commit()
    #expect(try await caller.value == [1, 2])
  }

  @Test func aCallerThatDoesNotWaitIsCalledBack() async throws {
    let queue = GroupCommit(log)
    let submissions = try submissions(["a", "b"])
    let (answers, caller) = AsyncStream.makeStream(of: [String?]?.self)
    queue.submit(submissions) { caller.yield(try? $0.get().map(\.key)) }
    queue.submit([]) { caller.yield(try? $0.get().map(\.key)) }
    await log.begun(1)
    await log.commit()
    var iterator = answers.makeAsyncIterator()
    #expect(await iterator.next() == [])
    #expect(await iterator.next() == ["a", "b"])
  }

  @Test func aFullQueueCallsBackAtOnce() async throws {
    var limits = GroupCommitLimits()
    limits.submissions = 2
    let queue = GroupCommit(log, limits: limits)
    let first = try await submit(["a", "b"], to: queue)
    await log.begun(1)
    for (keys, code) in [
      (["c", "d", "e"], ScoreLogErrorCode.requestTooLarge),
      (["c"], .queueFull(retryAfter: .seconds(1))),
    ] {
      let found = Mutex<ScoreLogErrorCode?>(nil)
      queue.submit(try submissions(keys)) { result in
        if case .failure(let error) = result { found.withLock { $0 = error.code } }
      }
      #expect(found.withLock { $0 } == code)
    }
    await log.commit()
    _ = try await first.value
  }

  @Test func aCallerMaySubmitAgainWhenItIsCalledBack() async throws {
    let queue = GroupCommit(log)
    let (first, second) = (try submissions(["a"]), try submissions(["b"]))
    let (answers, caller) = AsyncStream.makeStream(of: [String?]?.self)
    queue.submit(first) { _ in
      queue.submit(second) { caller.yield(try? $0.get().map(\.key)) }
    }
    await log.begun(1)
    await log.commit()
    await log.begun(2)
    await log.commit()
    var iterator = answers.makeAsyncIterator()
    #expect(await iterator.next() == ["b"])
  }

  @Test func noSubmissionsNeedNoCommit() async throws {
    #expect(try await GroupCommit(log).submit([]).isEmpty)
    #expect(await log.batches.isEmpty)
  }

  /// Many callers on all cores, some of which give up: everybody gets an answer.
  @Test func everybodyGetsAnAnswer() async throws {
    struct FastLog: SubmissionLog {
      func append(_ submissions: [Submission]) async throws(ScoreLogError) -> [Outcome] {
        await Task.yield()
        return submissions.map(outcome)
      }
    }
    let queue = GroupCommit(FastLog())
    let answered = await withTaskGroup(of: Bool.self, returning: Int.self) { group in
      for caller in 0..<500 {
        group.addTask {
          let keys = (0..<(caller % 7 + 1)).map { "\(caller)-\($0)" }
          let task = Task { try await queue.submit(try submissions(keys)).map(\.key) }
          if caller % 5 == 0 { task.cancel() }
          switch await task.result {
          case .success(let answer): return answer == keys
          case .failure(let error): return (error as? ScoreLogError)?.code == .cancelled
          }
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(answered == 500)
    #expect(queue.waitingCount == 0)
  }
}

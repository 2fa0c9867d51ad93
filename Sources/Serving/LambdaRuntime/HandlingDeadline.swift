import Bytes
import Failures
package import Time

extension Invocation {
  /// Work is cancelled this long before the deadline: an HTTP exchange notices within a second, and
  /// then the failure must be reported.
  private static let margin = Duration.milliseconds(1500)

  /// How long a handler may work; half of a short time.
  package func timeToWork(at now: Instant) -> Duration {
    let left = timeLeft(at: now)
    return left - min(Self.margin, left / 2)
  }
}

/// Ends a handler's work before Lambda ends the process, so that the failure can be reported.
struct HandlingDeadline: Sendable {
  let clock: Clock

  /// Runs the work and cancels its task when time is nearly up.
  ///
  /// Work that ignores its cancellation is awaited: Lambda's own time-out ends it.
  func keep(
    for invocation: Invocation, log: FunctionLog,
    _ work: @escaping @Sendable () async throws(FunctionFailure) -> SharedBytes
  ) async -> Result<SharedBytes, FunctionFailure> {
    let now = clock.now()
    let left = invocation.timeLeft(at: now)
    let failure = FunctionFailure(
      code: .deadlineExceeded,
      reason: "the work was cancelled: it took longer than the \(left) available")
    guard left > .zero else { return .failure(failure) }
    let time = invocation.timeToWork(at: now)
    return await withTaskGroup(of: Event.self) { group in
      group.addTask { .finished(await Self.result(of: work)) }
      group.addTask { await wait(time) }
      var isLate = false
      while let event = await group.next() {
        switch event {
        case .finished(let result):
          group.cancelAll()
          if case .failure = result, isLate { return .failure(failure) }
          return result
        case .timeIsUp:
          isLate = true
          log.warn("the deadline is near: the work is cancelled")
          group.cancelAll()
        case .cancelled:
          continue
        }
      }
      return .failure(failure)
    }
  }

  private enum Event: Sendable {
    case finished(Result<SharedBytes, FunctionFailure>)
    case timeIsUp
    /// The wait was cut short, since the work is done.
    case cancelled
  }

  private func wait(_ time: Duration) async -> Event {
    do {
      try await clock.sleep(time)
      return .timeIsUp
    } catch {
      return .cancelled
    }
  }

  private static func result(
    of work: () async throws(FunctionFailure) -> SharedBytes
  ) async -> Result<SharedBytes, FunctionFailure> {
    do throws(FunctionFailure) {
      return .success(try await work())
    } catch {
      return .failure(error)
    }
  }
}

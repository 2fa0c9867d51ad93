import Failures
package import ScoreLog
import Synchronization

extension SQLiteLog {
  /// Checks the file with `PRAGMA quick_check`, which finds broken pages, not wrong values in sound
  /// ones. The log can be used meanwhile. A cancelled check ends soon.
  /// - Returns: false if there was no time for all of the file.
  /// - Throws: `damaged` with the first findings.
  package func check(within limit: Duration) async throws(ScoreLogError) -> Bool {
    let cancellation = CheckCancellation()
    let result = await withTaskCancellationHandler {
      await check(within: limit, cancellation)
    } onCancel: {
      cancellation.cancel()
    }
    return try result.get()
  }

  private func check(
    within limit: Duration, _ cancellation: CheckCancellation
  ) async -> Result<Bool, ScoreLogError> {
    do throws(ScoreLogError) {
      return .success(
        try await Self.blocking(path) { [path] () throws(ScoreLogError) in
          let connection = try SQLiteConnection(path, isWritable: false)
          connection.setBusyTimeout(milliseconds: Self.busyMilliseconds)
          try cancellation.begin(connection.interruption)
          defer { cancellation.end() }
          return try connection.quickCheck(within: limit)
        })
    } catch {
      return .failure(cancellation.isCancelled ? .cancelledCheck : error)
    }
  }
}

/// Ends a check that nobody waits for.
private final class CheckCancellation: Sendable {
  private enum State {
    case waiting
    case running(SQLiteInterruption)
    case cancelled
    case ended
  }

  private let state = Mutex(State.waiting)

  /// - Throws: `cancelled`.
  func begin(_ interruption: SQLiteInterruption) throws(ScoreLogError) {
    try state.withLock { state throws(ScoreLogError) in
      if case .cancelled = state { throw .cancelledCheck }
      state = .running(interruption)
    }
  }

  func end() {
    state.withLock { if case .running = $0 { $0 = .ended } }
  }

  var isCancelled: Bool {
    state.withLock { if case .cancelled = $0 { true } else { false } }
  }

  func cancel() {
    state.withLock { state in
      // Under the lock, so that the connection is still there.
      if case .running(let interruption) = state { interruption() }
      state = .cancelled
    }
  }
}

extension ScoreLogError {
  fileprivate static let cancelledCheck = ScoreLogError(
    code: .cancelled, reason: "nobody waits for the check any more")
}

extension SQLiteConnection {
  /// Looks for broken pages.
  /// - Returns: false if there was no time for all.
  /// - Throws: `damaged` with the first findings.
  func quickCheck(within limit: Duration) throws(ScoreLogError) -> Bool {
    let timer = InterruptionTimer(interruption, after: limit)
    defer { timer.cancel() }
    let findings: [String]
    do throws(ScoreLogError) {
      findings = try prepare("PRAGMA quick_check(5)").rows { row throws(ScoreLogError) in
        row.text(0)
      }
    } catch {
      if timer.hasFired { return false }
      throw error
    }
    if findings == ["ok"] { return true }
    if timer.hasFired { return false }
    throw ScoreLogError(
      code: .damaged, place: path,
      reason: "PRAGMA quick_check found: "
        + findings.joined(separator: "; ").replacing("\n", with: " "))
  }
}

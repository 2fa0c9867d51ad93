import Failures
package import ScoreLog

extension SQLiteLog {
  /// Checks the file with `PRAGMA quick_check`, which finds broken pages, not wrong values in sound
  /// ones. The log can be used meanwhile. A cancelled check ends soon.
  /// - Returns: false if there was no time for all of the file.
  /// - Throws: `damaged` with the first findings, `cancelled`.
  package func check(within limit: Duration) async throws(ScoreLogError) -> Bool {
    let interrupter = QueryInterrupter()
    let result = await withTaskCancellationHandler {
      await check(within: limit, interrupter)
    } onCancel: {
      interrupter.fire()
    }
    let isWhole = try result.get()
    if !isWhole, Task.isCancelled {
      throw ScoreLogError(code: .cancelled, reason: "nobody waits for the check any more")
    }
    return isWhole
  }

  private func check(
    within limit: Duration, _ interrupter: QueryInterrupter
  ) async -> Result<Bool, ScoreLogError> {
    do throws(ScoreLogError) {
      return .success(
        try await Self.blocking(path) { [path] () throws(ScoreLogError) in
          let connection = try SQLiteConnection(path, isWritable: false)
          connection.setBusyTimeout(milliseconds: Self.busyMilliseconds)
          return try connection.quickCheck(within: limit, interrupter)
        })
    } catch {
      return .failure(error)
    }
  }
}

extension SQLiteConnection {
  /// Looks for broken pages.
  /// - Parameter interrupter: may end the check early.
  /// - Returns: false if there was no time for all, or the check was ended.
  /// - Throws: `damaged` with the first findings.
  func quickCheck(
    within limit: Duration, _ interrupter: QueryInterrupter = QueryInterrupter()
  ) throws(ScoreLogError) -> Bool {
    guard interrupter.begin(interruption, within: limit) else { return false }
    defer { interrupter.end() }
    let findings: [String]
    do throws(ScoreLogError) {
      findings = try prepare("PRAGMA quick_check(5)").rows { row throws(ScoreLogError) in
        row.text(0)
      }
    } catch {
      if interrupter.hasFired { return false }
      throw error
    }
    if findings == ["ok"] { return true }
    if interrupter.hasFired { return false }
    throw ScoreLogError(
      code: .damaged, place: path,
      reason: "PRAGMA quick_check found: "
        + findings.joined(separator: "; ").replacing("\n", with: " "))
  }
}

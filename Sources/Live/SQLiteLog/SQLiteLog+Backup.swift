import Failures
package import ScoreLog

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension SQLiteLog {
  /// Writes a copy of the log as it is now, while submissions go on. The copy appears whole and
  /// flushed under its name, and is a log that can be opened.
  /// - Throws: `unavailable` if the target exists, or another failure of either file.
  package func backUp(to target: String) async throws(ScoreLogError) {
    try await Self.backUp(path, to: target)
  }

  /// The same for a log that another process has open, or none.
  /// - Parameter path: that of the log.
  /// - Throws: `unavailable` if there is no log or the target exists, or another failure of either
  ///   file.
  package static func backUp(
    _ path: String, to target: String
  ) async throws(ScoreLogError) {
    try await blocking(target) { () throws(ScoreLogError) in try Backup.copy(path, to: target) }
  }
}

private enum Backup {
  static func copy(_ path: String, to target: String) throws(ScoreLogError) {
    guard access(target, F_OK) != 0 else {
      throw ScoreLogError(
        code: .unavailable, place: target, reason: "a backup replaces no file, and this one exists")
    }
    let partial = target + ".partial"
    unlink(partial)
    do throws(ScoreLogError) {
      let source = try SQLiteConnection(path, isWritable: false)
      source.setBusyTimeout(milliseconds: SQLiteLog.busyMilliseconds)
      let copy = try SQLiteConnection(partial, isWritable: true)
      try source.copy(to: copy)
    } catch {
      unlink(partial)
      throw error
    }
    guard rename(partial, target) == 0 else { throw failure(target) }
    try flushFolder(of: target)
  }

  /// Makes the new name durable.
  private static func flushFolder(of file: String) throws(ScoreLogError) {
    let folder = file.lastIndex(of: "/").map { $0 == file.startIndex ? "/" : String(file[..<$0]) }
    let descriptor = open(folder ?? ".", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(file) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(file) }
  }

  private static func failure(_ file: String) -> ScoreLogError {
    let systemError = errno
    return ScoreLogError(
      code: SQLiteError.kind(systemError: systemError), place: file,
      reason: "cannot write the backup: \(String(cString: strerror(systemError)))")
  }
}

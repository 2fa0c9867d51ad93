import Failures
import ScoreLog

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Keeps other processes, and other logs of this one, from writing the same file.
///
/// The lock is on a file of its own beside the log: SQLite's locks end when a process closes any
/// descriptor of the database. The system gives the lock back when the process ends.
final class LogFileLock: Sendable {
  private let descriptor: CInt

  /// - Parameter path: that of the log; the lock is `PATH.lock`.
  /// - Throws: `busy` if somebody has the lock.
  init(_ path: String) throws(ScoreLogError) {
    let file = path + ".lock"
    // Not the property yet: `deinit` would close what is closed here.
    let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      let systemError = errno
      throw ScoreLogError(
        code: SQLiteError.kind(systemError: systemError), place: file,
        reason: "cannot open: \(String(cString: strerror(systemError)))")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let systemError = errno
      close(descriptor)
      guard systemError == EWOULDBLOCK else {
        throw ScoreLogError(
          code: .unavailable, place: file,
          reason: "cannot lock: \(String(cString: strerror(systemError)))")
      }
      throw ScoreLogError(
        code: .busy, place: path, reason: "another process uses the log (it has locked \(file))")
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}

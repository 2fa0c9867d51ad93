import CSQLite
import Failures
import ScoreLog

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What SQLite said about a failed call.
struct SQLiteError: Error, Hashable {
  /// `SQLITE_IOERR_WRITE`, a macro that Swift does not import.
  private static let failedWrite = SQLITE_IOERR | 3 << 8

  /// The primary result code, such as 13 for `SQLITE_FULL`.
  let code: Int32
  let extendedCode: Int32
  /// `errno` of the system call that failed; 0 if none did.
  let systemError: Int32
  let message: String

  init(code: Int32, extendedCode: Int32, systemError: Int32, message: String) {
    self.code = code
    self.extendedCode = extendedCode
    self.systemError = systemError
    self.message = message
  }

  /// - Parameters:
  ///   - code: the result of the call.
  ///   - handle: the connection that was used; `nil` if there was no memory for one.
  init(_ code: Int32, on handle: OpaquePointer?) {
    let isLast = handle != nil && sqlite3_errcode(handle) == code & 0xFF
    self.init(
      code: code & 0xFF,
      extendedCode: isLast ? sqlite3_extended_errcode(handle) : code,
      systemError: isLast ? sqlite3_system_errno(handle) : 0,
      message: String(cString: isLast ? sqlite3_errmsg(handle) : sqlite3_errstr(code)))
  }

  var kind: ScoreLogErrorCode {
    switch code {
    case SQLITE_FULL: .full
    case SQLITE_READONLY: .readOnly
    case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged
    case SQLITE_BUSY, SQLITE_LOCKED: .busy
    // SQLite keeps no `errno` of a write that fails in a commit; as a rule there is no room.
    case SQLITE_IOERR where extendedCode == Self.failedWrite && systemError == 0: .full
    case SQLITE_IOERR, SQLITE_CANTOPEN: Self.kind(systemError: systemError)
    default: .unavailable
    }
  }

  /// The kind of failure of a system call.
  static func kind(systemError: Int32) -> ScoreLogErrorCode {
    switch systemError {
    case ENOSPC, EDQUOT, EFBIG: .full
    case EROFS, EACCES, EPERM: .readOnly
    default: .unavailable
    }
  }
}

extension ScoreLogError {
  init(_ error: SQLiteError, file: String, during action: String = "") {
    let cause = error.systemError == 0 ? "" : ": \(String(cString: strerror(error.systemError)))"
    let number =
      error.code == error.extendedCode ? "\(error.code)" : "\(error.code)/\(error.extendedCode)"
    self.init(
      code: error.kind, place: file,
      reason: "\(action.isEmpty ? "" : "\(action): ")\(error.message)\(cause) (SQLite \(number))",
      underlying: error)
  }
}

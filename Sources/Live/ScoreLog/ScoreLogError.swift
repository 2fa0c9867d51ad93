package import Failures

/// A failure of a log. The place names the file or the server; the reason is what it said.
package typealias ScoreLogError = Failure<ScoreLogErrorCode>

/// The kinds of failure of a log.
///
/// Unless the code is `outcomeUnknown`, nothing of the failed call has happened.
package enum ScoreLogErrorCode: FailureCode {
  /// The log cannot be opened, read or written, or is closed.
  case unavailable
  /// Somebody else uses the log and did not let go in time.
  case busy
  /// The storage is full. The log works again when there is room.
  case full
  /// The log may be read but not written.
  case readOnly
  /// The content of the log is broken. Only a backup helps.
  case damaged
  /// A newer version of the product wrote the log, or the file is no log.
  case unsupportedVersion
  /// The commit failed, so that nobody knows whether it will be there after a restart.
  ///
  /// Repeating the same submissions with the same keys is safe. The cause is `underlying`.
  case outcomeUnknown
  /// Too many submissions wait; they may be repeated after that time.
  case queueFull(retryAfter: Duration)
  /// The request is larger than the whole queue may be.
  case requestTooLarge
  /// The caller's task was cancelled before its submissions were in a commit.
  case cancelled
  /// A board with this id exists.
  case boardExists
  /// There is no board with this id.
  case unknownBoard
  /// The board has no such period.
  case unknownPeriod
  /// A definition of a board cannot be used; `underlying` is the `LiveError`.
  case invalidBoard
}

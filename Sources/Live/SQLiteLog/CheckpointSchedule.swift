/// Decides when the write-ahead log of a database is copied into its file, by the pages it has after
/// each commit. It does no I/O.
///
/// A checkpoint beside the writer keeps no commit waiting, but it can never catch up with a writer
/// that goes on, so that the write-ahead log would grow without end. Therefore the writer copies the
/// rest itself when the log is long: the next commit starts it again from its beginning.
struct CheckpointSchedule {
  enum Action: Equatable {
    case none
    /// Copies what is there, while the writer goes on.
    case besideWriter
    /// Copies all that no reader needs as it was, between two commits.
    case byWriter
  }

  /// Pages of 4 KiB that are copied at a time: 4 MiB. Commits wait for the disk while a checkpoint
  /// flushes, so many short ones are better than a long one.
  var step = 1_000
  /// The length at which the writer copies the rest: 64 MiB. The log may get longer while the
  /// checkpoint beside the writer ends.
  var maxPages = 16_000

  private var isRunning = false
  /// The length at the last checkpoint; those before are copied or were tried.
  private var tried = 0

  /// - Parameter pages: the length of the write-ahead log after a commit.
  mutating func committed(_ pages: Int) -> Action {
    // The log has started again.
    if pages < tried { tried = 0 }
    guard !isRunning, pages - tried >= step else { return .none }
    tried = pages
    if pages >= maxPages { return .byWriter }
    isRunning = true
    return .besideWriter
  }

  /// The checkpoint beside the writer has ended, perhaps with an error.
  mutating func finished() { isRunning = false }
}

import Concurrency
import Failures
package import ScoreLog
import Synchronization
package import Time

/// A log in a file of SQLite, written by one process.
///
/// A commit is on the disk (`synchronous=FULL`) when a call returns. Reads run beside the writer on
/// connections of their own. Beside the file stand SQLite's `-wal` and `-shm` and our `.lock`.
package final class SQLiteLog: Sendable {
  /// How a log is opened.
  package struct Settings: Sendable {
    package var retention = LogRetention()
    package var readerCount = 3
    /// How long the check before the log is opened may take; `nil` leaves it to `check`.
    package var maxCheckTime: Duration? = .seconds(60)
    package var clock = Clock.system
    var checkpoints = CheckpointSchedule()
    /// Called after each checkpoint beside the writer.
    var checkpointed: @Sendable () -> Void = {}

    package init() {}
  }

  static let busyMilliseconds: Int32 = 5_000

  package let path: String
  let writer: LogWriter
  private let checkpointer: LogCheckpointer
  private let readers: [LogReader]
  private let turn = Atomic(0)
  private let lock: Mutex<LogFileLock?>

  /// Opens the log at a path, or creates it.
  ///
  /// The file is checked as by `check`, unless the settings leave that to the caller.
  /// - Throws: `busy` if another process uses the log, `damaged`, `unsupportedVersion`, `readOnly`
  ///   or another failure of the file.
  package static func open(
    _ path: String, settings: Settings = Settings()
  ) async throws(ScoreLogError) -> SQLiteLog {
    try await blocking(path) { () throws(ScoreLogError) in try SQLiteLog(path, settings) }
  }

  private init(_ path: String, _ settings: Settings) throws(ScoreLogError) {
    self.path = path
    let lock = try LogFileLock(path)
    let connection = try SQLiteConnection(path, isWritable: true)
    connection.setBusyTimeout(milliseconds: Self.busyMilliseconds)
    try LogSchema.check(connection)
    if let time = settings.maxCheckTime { _ = try connection.quickCheck(within: time) }
    try Self.configure(connection)
    try LogSchema.migrate(connection)
    // A commit of a process that was killed may not be flushed yet, and repetitions are answered
    // from it.
    try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.countWriteAheadPages()
    checkpointer = try LogCheckpointer(path)
    writer = LogWriter(connection, checkpointer, settings)
    var readers: [LogReader] = []
    for _ in 0..<max(1, settings.readerCount) { readers.append(try LogReader(path)) }
    self.readers = readers
    self.lock = Mutex(lock)
  }

  private static func configure(_ connection: SQLiteConnection) throws(ScoreLogError) {
    let mode = try connection.prepare("PRAGMA journal_mode = WAL")
      .rows { row throws(ScoreLogError) in row.text(0) }.first
    guard mode == "wal" else {
      throw ScoreLogError(
        code: .unavailable, place: connection.path,
        reason: "the file system has no shared memory, which a write-ahead log needs")
    }
    // The cache holds 64 MiB.
    try connection.execute(
      """
      PRAGMA synchronous = FULL;
      PRAGMA journal_size_limit = 67108864;
      PRAGMA cache_size = -65536;
      """)
  }

  /// Runs work that blocks off the threads that tasks share.
  /// - Parameter place: where a failure happened.
  static func blocking<Result: Sendable>(
    _ place: String, _ work: @escaping @Sendable () throws(ScoreLogError) -> Result
  ) async throws(ScoreLogError) -> Result {
    do {
      return try await BlockingWork.run(work)
    } catch let error as ScoreLogError {
      throw error
    } catch {
      throw ScoreLogError(code: .unavailable, place: place, reason: "\(error)", underlying: error)
    }
  }

  /// Ends all connections and lets another process open the log. Calls that come later throw
  /// `unavailable`.
  package func close() async {
    for reader in readers { await reader.close() }
    await checkpointer.close()
    await writer.close()
    lock.withLock { $0 = nil }
  }

  /// Runs a query on one of the readers. What is damaged for a reader is so for the writer.
  func read<Result: Sendable>(
    _ query: (LogReader) async throws(ScoreLogError) -> Result
  ) async throws(ScoreLogError) -> Result {
    let number = turn.add(1, ordering: .relaxed).oldValue
    do throws(ScoreLogError) {
      return try await query(readers[number % readers.count])
    } catch {
      if error.code == .damaged { await writer.note(error) }
      throw error
    }
  }
}

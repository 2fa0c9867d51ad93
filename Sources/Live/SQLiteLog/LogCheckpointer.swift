import Concurrency
import Failures
import ScoreLog

/// Copies the write-ahead log into the file beside the writer, on a connection and a thread of its
/// own.
///
/// A checkpoint writes and flushes the file, which takes as long as a hundred commits.
actor LogCheckpointer {
  private let executor = BlockingExecutor(label: "standings.score-log.checkpointer")
  private var connection: SQLiteConnection?

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  init(_ path: String) throws(ScoreLogError) {
    let connection = try SQLiteConnection(path, isWritable: true)
    connection.setBusyTimeout(milliseconds: SQLiteLog.busyMilliseconds)
    self.connection = connection
  }

  /// Copies what has been committed.
  func checkpoint() -> Result<Void, ScoreLogError> {
    do throws(ScoreLogError) {
      try connection?.checkpoint()
      return .success(())
    } catch {
      return .failure(error)
    }
  }

  func close() { connection = nil }
}

extension SQLiteConnection {
  /// Copies as much of the write-ahead log as can be without waiting for others.
  func checkpoint() throws(ScoreLogError) { try execute("PRAGMA wal_checkpoint(PASSIVE)") }
}

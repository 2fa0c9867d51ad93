import Concurrency
import Failures
import LiveScores
import ScoreLog
import Time

/// The one writer of a log: its connection, its statements, and what it knows of the content.
///
/// It runs on a thread of its own. After a failed transaction it reads again what it knows before
/// it accepts anything else, because a commit that failed may have happened.
actor LogWriter {
  private enum Health {
    case ready
    /// The last transaction failed; the next one may succeed.
    case failing(ScoreLogError)
    /// Nothing can succeed any more.
    case broken(ScoreLogError)
  }

  let path: String
  let retention: LogRetention
  let clock: Clock
  let executor: BlockingExecutor
  private var health = Health.ready
  /// `nil` after a failure, until it is read again.
  private var content: LogContent?
  private var connection: SQLiteConnection?
  private let checkpointer: LogCheckpointer
  private var checkpoints: CheckpointSchedule
  /// Why the last checkpoint failed.
  private(set) var checkpointProblem: ScoreLogError?
  private let checkpointed: @Sendable () -> Void
  private var prepared: SubmissionStatements?

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  init(
    _ connection: SQLiteConnection, _ checkpointer: LogCheckpointer,
    _ settings: SQLiteLog.Settings
  ) {
    path = connection.path
    executor = BlockingExecutor(label: "standings.score-log.writer")
    self.connection = connection
    self.checkpointer = checkpointer
    checkpoints = settings.checkpoints
    checkpointed = settings.checkpointed
    retention = settings.retention
    clock = settings.clock
  }

  /// Ends the writer. The last connection to close writes the file whole and removes the log file
  /// beside it.
  func close() {
    prepared = nil
    connection = nil
    health = .broken(ScoreLogError(code: .unavailable, place: path, reason: "the log is closed"))
  }

  // MARK: Transactions

  /// Runs a transaction, which is durable on return. If `body` returns without having changed the
  /// database, nothing is written.
  ///
  /// - Parameter body: may change the content it is given, which counts after the commit.
  /// - Throws: what `body` throws, or what SQLite says; `outcomeUnknown` if the commit fails.
  func write<Result>(
    _ body: (SQLiteConnection, inout LogContent) throws(ScoreLogError) -> Result
  ) throws(ScoreLogError) -> Result {
    if case .broken(let error) = health { throw error }
    guard let connection else { throw closed }
    let result: Result
    do throws(ScoreLogError) {
      try connection.execute("BEGIN IMMEDIATE")
      var changed = try known(connection)
      // A second reference would make every change copy all of it.
      content = nil
      result = try body(connection, &changed)
      try commit(connection)
      content = changed
      health = .ready
    } catch {
      rollBack(connection)
      note(error)
      throw error
    }
    checkpointIfDue(connection)
    return result
  }

  private func checkpointIfDue(_ connection: SQLiteConnection) {
    switch checkpoints.committed(connection.writeAheadPages) {
    case .none: break
    case .byWriter: checkpoint(connection)
    case .besideWriter:
      Task {
        let result = await checkpointer.checkpoint()
        checkpoints.finished()
        noteCheckpoint(result)
        checkpointed()
      }
    }
  }

  private func checkpoint(_ connection: SQLiteConnection) {
    do throws(ScoreLogError) {
      try connection.checkpoint()
      noteCheckpoint(.success(()))
    } catch {
      noteCheckpoint(.failure(error))
    }
  }

  /// What a failed checkpoint leaves in the write-ahead log is committed, but the log grows without
  /// end.
  func noteCheckpoint(_ result: Result<Void, ScoreLogError>) {
    switch result {
    case .success: checkpointProblem = nil
    case .failure(let error): checkpointProblem = error
    }
  }

  private func known(_ connection: SQLiteConnection) throws(ScoreLogError) -> LogContent {
    if let content { return content }
    return try LogContent(reading: connection)
  }

  private func commit(_ connection: SQLiteConnection) throws(ScoreLogError) {
    do throws(ScoreLogError) {
      try connection.execute("COMMIT")
    } catch {
      throw ScoreLogError(
        code: .outcomeUnknown, place: path,
        reason: "the commit failed, repeat the same keys later: \(error.reason)",
        underlying: error)
    }
  }

  private func rollBack(_ connection: SQLiteConnection) {
    content = nil
    guard !connection.isOutsideTransaction else { return }
    do throws(ScoreLogError) { try connection.execute("ROLLBACK") } catch { note(error) }
  }

  private var closed: ScoreLogError {
    ScoreLogError(code: .unavailable, place: path, reason: "the log is closed")
  }

  // MARK: Health

  /// Remembers a failure of the log, which may be one that a reader met.
  func note(_ error: ScoreLogError) {
    let cause = error.underlying as? ScoreLogError ?? error
    switch (health, cause.code) {
    case (.broken, _), (_, .boardExists), (_, .unknownBoard), (_, .invalidBoard): break
    case (_, .damaged): health = .broken(cause)
    default: health = .failing(cause)
    }
  }

  func problem() -> ScoreLogError? {
    switch health {
    case .ready:
      if checkpointProblem != nil, let connection { checkpoint(connection) }
      return checkpointProblem
    case .broken(let error): return error
    case .failing:
      do throws(ScoreLogError) {
        // As much as a batch of submissions needs.
        for statement in ["INSERT INTO probe VALUES (zeroblob(262144))", "DELETE FROM probe"] {
          try write { connection, _ throws(ScoreLogError) in try connection.execute(statement) }
        }
        return nil
      } catch {
        return error.underlying as? ScoreLogError ?? error
      }
    }
  }

  // MARK: Statements

  /// The statements for submissions, which are prepared once.
  func statements(_ connection: SQLiteConnection) throws(ScoreLogError) -> SubmissionStatements {
    if let prepared { return prepared }
    let statements = try SubmissionStatements(connection)
    prepared = statements
    return statements
  }

  /// For tests: runs statements outside of all rules.
  func execute(_ sql: String) throws(ScoreLogError) { try connection?.execute(sql) }
}

/// What the writer knows of the database without asking it.
struct LogContent {
  /// That of the newest event; 0 if there is none.
  private(set) var lastSequence: Int64
  private(set) var lastTime: Instant
  /// Those in use.
  var boards: [BoardID: Board]
  /// By the numbers of their boards.
  private var periods: [Int64: RememberedPeriod] = [:]

  init(reading connection: SQLiteConnection) throws(ScoreLogError) {
    let newest = try connection.prepare(
      "SELECT sequence, at FROM event ORDER BY sequence DESC LIMIT 1")
    (lastSequence, lastTime) = (0, .epoch)
    if try newest.step() {
      lastSequence = newest.integer(0)
      lastTime = try RowReader(row: newest, path: connection.path, title: "event \(lastSequence)")
        .instant(1)
    }
    newest.reset()
    let rows = try connection.prepare("SELECT \(Board.columns) FROM board WHERE deleted_at IS NULL")
      .rows { row throws(ScoreLogError) in try Board(row: row, path: connection.path) }
    boards = Dictionary(rows.map { ($0.id, $0) }) { $1 }
  }

  /// The time of an event: that of the clock, but never before the newest event.
  func time(by clock: Clock) -> Instant { max(clock.now(), lastTime) }

  /// The period of a board in use.
  mutating func period(of board: Board, at time: Instant) -> Period {
    periods[board.number, default: RememberedPeriod()].period(of: board, at: time)
  }

  mutating func remove(_ board: Board) {
    boards[board.id] = nil
    periods[board.number] = nil
  }

  mutating func advance(to sequence: Int64, at time: Instant) {
    (lastSequence, lastTime) = (sequence, time)
  }
}

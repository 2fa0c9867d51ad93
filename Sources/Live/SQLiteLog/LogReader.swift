import Concurrency
import Failures
import LiveScores
import ScoreLog
import Time

/// A connection that reads, on a thread of its own. It sees every commit that was answered before.
actor LogReader {
  private let path: String
  private let executor: BlockingExecutor
  private var connection: SQLiteConnection?
  private var prepared: [String: SQLiteStatement] = [:]

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  init(_ path: String) throws(ScoreLogError) {
    self.path = path
    executor = BlockingExecutor(label: "standings.score-log.reader")
    let connection = try SQLiteConnection(path, isWritable: false)
    connection.setBusyTimeout(milliseconds: SQLiteLog.busyMilliseconds)
    try connection.execute("PRAGMA query_only = ON")
    self.connection = connection
  }

  func close() {
    prepared = [:]
    connection = nil
  }

  private func open() throws(ScoreLogError) -> SQLiteConnection {
    guard let connection else {
      throw ScoreLogError(code: .unavailable, place: path, reason: "the log is closed")
    }
    return connection
  }

  private func statement(_ sql: String) throws(ScoreLogError) -> SQLiteStatement {
    if let statement = prepared[sql] { return statement }
    let statement = try open().prepare(sql)
    prepared[sql] = statement
    return statement
  }

  // MARK: Boards and standings

  /// The periods of board `?1` that have standings, as the table `found`: one seek for each.
  static let periodsOfBoard = """
    WITH RECURSIVE found (period) AS (
      SELECT min(period) FROM standing WHERE board = ?1
      UNION ALL
      SELECT (SELECT min(period) FROM standing WHERE board = ?1 AND period > found.period)
      FROM found WHERE found.period IS NOT NULL)
    """

  func boards() throws(ScoreLogError) -> [Board] {
    try statement("SELECT \(Board.columns) FROM board WHERE deleted_at IS NULL ORDER BY id")
      .rows { row throws(ScoreLogError) in try Board(row: row, path: self.path) }
  }

  func periods(of board: Int64) throws(ScoreLogError) -> [PeriodID] {
    let find = try statement(
      "\(Self.periodsOfBoard) SELECT period FROM found WHERE period IS NOT NULL ORDER BY period")
    find.bind(1, board)
    return try find.rows { row throws(ScoreLogError) in
      try RowReader(row: row, path: self.path, title: "board \(board)").period(0)
    }
  }

  func standings(
    of board: Int64, in period: PeriodID, after cursor: Int64?, limit: Int
  ) throws(ScoreLogError) -> StandingPage {
    let find = try statement(
      """
      SELECT player.number, player.id, score, sequence
      FROM standing CROSS JOIN player ON player.number = standing.player
      WHERE board = ?1 AND period = ?2 AND standing.player > ?3 ORDER BY standing.player LIMIT ?4
      """)
    find.bind(1, board)
    find.bind(2, period.column)
    find.bind(3, cursor ?? 0)
    find.bind(4, Int64(limit))
    var last: Int64?
    let entries = try find.rows { row throws(ScoreLogError) in
      last = row.integer(0)
      let reader = RowReader(
        row: row, path: self.path, title: "a standing of board \(board)")
      return StandingPage.Entry(
        player: try reader.player(1), score: try reader.integer(2, "score"),
        sequence: try reader.integer(3, "sequence"))
    }
    return StandingPage(entries: entries, nextCursor: entries.count == limit ? last : nil)
  }

  func standing(_ key: StandingKey) throws(ScoreLogError) -> Standing? {
    let find = try statement(
      """
      SELECT score, sequence, reached_at, metadata, submissions
      FROM player CROSS JOIN standing ON standing.player = player.number
      WHERE player.id = ?3 AND board = ?1 AND period = ?2
      """)
    find.bind(1, key.board)
    find.bind(2, key.period.column)
    find.bind(3, bytesOf: key.player.text)
    return try find.rows { row throws(ScoreLogError) in
      try RowReader(row: row, path: self.path, title: "a standing of board \(key.board)")
        .standing(from: 0)
    }.first
  }

  // MARK: Events

  func lastSequence() throws(ScoreLogError) -> Int64 {
    try statement("SELECT coalesce(max(sequence), 0) FROM event")
      .rows { row throws(ScoreLogError) in row.integer(0) }.first ?? 0
  }

  func events(after sequence: Int64, limit: Int) throws(ScoreLogError) -> [LogEvent] {
    let find = try statement(
      """
      SELECT \(LogEvent.columns) FROM event LEFT JOIN player ON player.number = event.player
      WHERE sequence > ?1 ORDER BY sequence LIMIT ?2
      """)
    find.bind(1, sequence)
    find.bind(2, Int64(limit))
    return try find.rows { row throws(ScoreLogError) in
      try LogEvent(row: row, path: self.path)
    }
  }

  func history(
    of key: StandingKey, before sequence: Int64?, limit: Int
  ) throws(ScoreLogError) -> [LogEvent] {
    let find = try statement(
      """
      WITH RECURSIVE chain (sequence, previous) AS (
        SELECT event.sequence, event.previous
        FROM player CROSS JOIN standing ON standing.player = player.number
        CROSS JOIN event ON event.sequence = CASE WHEN ?4 IS NULL THEN standing.last ELSE (
          SELECT previous FROM event AS newer WHERE newer.sequence = ?4 AND newer.board = ?1
            AND newer.period = ?2 AND newer.player = player.number) END
        WHERE player.id = ?3 AND standing.board = ?1 AND standing.period = ?2
        UNION ALL
        SELECT event.sequence, event.previous FROM chain CROSS JOIN event
        ON event.sequence = chain.previous)
      SELECT \(LogEvent.columns) FROM chain CROSS JOIN event USING (sequence)
      CROSS JOIN player ON player.number = event.player LIMIT ?5
      """)
    find.bind(1, key.board)
    find.bind(2, key.period.column)
    find.bind(3, bytesOf: key.player.text)
    find.bind(4, sequence)
    find.bind(5, Int64(limit))
    return try find.rows { row throws(ScoreLogError) in
      try LogEvent(row: row, path: self.path)
    }
  }
}

extension LogEvent {
  /// The columns that `init(row:path:)` reads, of `event` joined with `player`.
  fileprivate static let columns = """
    event.sequence, event.at, event.kind, event.board, event.period, player.id, event.score,
    event.before, event.after, event.metadata, event.key
    """

  fileprivate init(row: SQLiteStatement, path: String) throws(ScoreLogError) {
    let reader = RowReader(row: row, path: path, title: "event \(row.integer(0))")
    let change: Change
    switch try reader.value(EventKind(rawValue: row.integer(2)), "kind") {
    case .submission:
      change = .submission(
        RecordedSubmission(
          player: try reader.player(5), period: try reader.period(4), score: row.integer(6),
          before: row.optionalInteger(7), after: row.integer(8),
          metadata: row.optionalBytes(9), key: try reader.key(10)))
    case .boardCreated: change = .boardCreated
    case .boardChanged: change = .boardChanged
    case .boardReset: change = .boardReset
    case .boardDeleted: change = .boardDeleted
    case .playerRemoved: change = .playerRemoved(try reader.player(5))
    }
    self.init(
      sequence: row.integer(0), at: try reader.instant(1), board: row.integer(3), change: change)
  }
}

import Failures
import Leaderboards
import LiveScores
import ScoreLog
import Time

extension LogWriter {
  func create(_ definition: BoardDefinition) throws(ScoreLogError) -> Board {
    try write { connection, content throws(ScoreLogError) in
      guard content.boards[definition.id] == nil else {
        throw ScoreLogError(
          code: .boardExists, place: definition.id.text, reason: "the leaderboard exists")
      }
      let time = content.time(by: self.clock)
      let board = Board(
        number: content.lastSequence + 1, definition: definition, createdAt: time)
      try self.record(.boardCreated, of: board.number, at: time, connection, &content)
      try self.insert(board, connection)
      content.boards[board.id] = board
      return board
    }
  }

  func change(_ id: BoardID, _ change: BoardChange) throws(ScoreLogError) -> Board {
    try write { connection, content throws(ScoreLogError) in
      var board = try content.board(id)
      do throws(LiveError) {
        board.definition = try board.definition.changed(
          name: change.name, entryLimit: change.entryLimit, metadataLimit: change.metadataLimit)
      } catch {
        throw ScoreLogError(
          code: .invalidBoard, place: error.place, reason: error.reason, underlying: error)
      }
      try self.record(
        .boardChanged, of: board.number, at: content.time(by: self.clock), connection, &content)
      let update = try connection.prepare(
        "UPDATE board SET name = ?2, entry_limit = ?3, metadata_limit = ?4 WHERE number = ?1")
      update.bind(1, board.number)
      update.bind(2, text: board.definition.name)
      update.bind(3, board.definition.entryLimit.map { Int64($0) })
      update.bind(4, Int64(board.definition.metadataLimit))
      try update.run()
      content.boards[id] = board
      return board
    }
  }

  /// The reset is at least a millisecond after the start of the period that it ends, because a
  /// period is named by its start.
  func reset(_ id: BoardID) throws(ScoreLogError) -> Board {
    try write { connection, content throws(ScoreLogError) in
      var board = try content.board(id)
      let now = content.time(by: self.clock)
      let time = board.period(at: now).start.map { max(now, $0.next) } ?? now
      board.resetAt = time
      try self.record(.boardReset, of: board.number, at: time, connection, &content)
      try self.set("reset_at", time, of: board, connection)
      content.boards[id] = board
      return board
    }
  }

  func delete(_ id: BoardID) throws(ScoreLogError) -> Board {
    try write { connection, content throws(ScoreLogError) in
      let board = try content.board(id)
      let time = content.time(by: self.clock)
      try self.record(.boardDeleted, of: board.number, at: time, connection, &content)
      try self.set("deleted_at", time, of: board, connection)
      content.remove(board)
      return board
    }
  }

  func remove(_ player: PlayerID, from id: BoardID) throws(ScoreLogError) -> Int64? {
    try write { connection, content throws(ScoreLogError) in
      let board = try content.board(id)
      let find = try connection.prepare("SELECT number FROM player WHERE id = ?1")
      find.bind(1, bytesOf: player.text)
      guard try find.step() else { return nil }
      let number = find.integer(0)
      find.reset()
      let delete = try connection.prepare(
        """
        \(LogReader.periodsOfBoard)
        DELETE FROM standing WHERE board = ?1 AND period IN found AND player = ?2
        """)
      delete.bind(1, board.number)
      delete.bind(2, number)
      try delete.run()
      guard connection.changedRowCount > 0 else { return nil }
      try self.record(
        .playerRemoved, of: board.number, player: number, at: content.time(by: self.clock),
        connection, &content)
      return content.lastSequence
    }
  }

  private func record(
    _ kind: EventKind, of board: Int64, player: Int64? = nil, at time: Instant,
    _ connection: SQLiteConnection, _ content: inout LogContent
  ) throws(ScoreLogError) {
    let insert = try connection.prepare(
      "INSERT INTO event (sequence, at, kind, board, player) VALUES (?1, ?2, ?3, ?4, ?5)")
    insert.bind(1, content.lastSequence + 1)
    insert.bind(2, time.millisecondsSinceEpoch)
    insert.bind(3, kind.rawValue)
    insert.bind(4, board)
    insert.bind(5, player)
    try insert.run()
    content.advance(to: content.lastSequence + 1, at: time)
  }

  private func insert(
    _ board: Board, _ connection: SQLiteConnection
  ) throws(ScoreLogError) {
    let definition = board.definition
    let insert = try connection.prepare(
      """
      INSERT INTO board (\(Board.columns))
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, NULL)
      """)
    insert.bind(1, board.number)
    insert.bind(2, bytesOf: definition.id.text)
    insert.bind(3, text: definition.name)
    insert.bind(4, text: definition.order.rawValue)
    insert.bind(5, text: definition.updateMode.rawValue)
    insert.bind(6, Int64(definition.scale.places))
    insert.bind(7, text: definition.reset.text)
    insert.bind(8, text: definition.calendar.zone)
    insert.bind(9, definition.entryLimit.map { Int64($0) })
    insert.bind(10, Int64(definition.metadataLimit))
    insert.bind(11, board.createdAt.millisecondsSinceEpoch)
    try insert.run()
  }

  private func set(
    _ column: StaticString, _ time: Instant, of board: Board, _ connection: SQLiteConnection
  ) throws(ScoreLogError) {
    let update = try connection.prepare("UPDATE board SET \(column) = ?2 WHERE number = ?1")
    update.bind(1, board.number)
    update.bind(2, time.millisecondsSinceEpoch)
    try update.run()
  }
}

extension LogContent {
  fileprivate func board(_ id: BoardID) throws(ScoreLogError) -> Board {
    guard let board = boards[id] else {
      throw ScoreLogError(
        code: .unknownBoard, place: id.text, reason: "there is no leaderboard '\(id.text)'")
    }
    return board
  }
}

import Failures
import LiveScores
package import ScoreLog
import Time

/// How long a log keeps what it could do without.
///
/// - A key is forgotten once its event is `keyLifetime` old. From then on a repetition counts again.
/// - An event of a submission is deleted if its key is forgotten, its period has ended or its board
///   is deleted, and it is not newer than the sequence that the caller of `compact` names: up to
///   there everybody who follows the log has it.
/// - Standings of deleted boards are deleted.
///
/// Standings of boards in use stay for ever, those of old periods included, and so do the events of
/// boards and the newest event. Space in the file is used again, but the file does not shrink.
package struct LogRetention: Hashable, Sendable {
  package var keyLifetime = Duration.seconds(7 * 86_400)

  package init() {}
}

/// What a step of compaction has deleted.
package struct CompactionStep: Hashable, Sendable {
  package var keyCount = 0
  package var eventCount = 0
  package var standingCount = 0
  /// Where the next step begins; `nil` if nothing is left to do.
  package var next: Int64?
}

extension SQLiteLog {
  /// Does a part of the work of `LogRetention` in one transaction, so that submissions go on
  /// between the parts.
  /// - Parameters:
  ///   - start: `next` of the step before; 0 for the first one.
  ///   - sequence: events after it stay.
  ///   - limit: rows to look at in each table, at least 1.
  package func compact(
    from start: Int64 = 0, upTo sequence: Int64, limit: Int = 5_000
  ) async throws(ScoreLogError) -> CompactionStep {
    try await writer.compact(from: start, upTo: sequence, limit: max(1, limit))
  }
}

extension LogWriter {
  func compact(
    from start: Int64, upTo sequence: Int64, limit: Int
  ) throws(ScoreLogError) -> CompactionStep {
    try write { connection, content throws(ScoreLogError) in
      var step = CompactionStep()
      let forgotten = try self.forgetKeys(connection, content, limit, &step)
      let end = min(forgotten.sequence, sequence, content.lastSequence - 1)
      let position = try self.deleteEvents(
        from: start, through: end, connection, content, limit, &step)
      let isDone = try self.deleteStandings(connection, limit, &step)
      step.next = position < end || !forgotten.isDone || !isDone ? position : nil
      return step
    }
  }

  /// Deletes the keys of events that are old enough, in the order of the events.
  /// - Returns: the sequence up to which keys are forgotten, and whether that is all.
  private func forgetKeys(
    _ connection: SQLiteConnection, _ content: LogContent, _ limit: Int,
    _ step: inout CompactionStep
  ) throws(ScoreLogError) -> (sequence: Int64, isDone: Bool) {
    let known =
      try connection.integer("SELECT sequence FROM progress WHERE name = 'forgotten keys'") ?? 0
    let lifetime = retention.keyLifetime.components.seconds * 1_000
    let find = try connection.prepare(
      "SELECT sequence, board, key FROM event WHERE sequence > ?1 AND at < ?2 "
        + "ORDER BY sequence LIMIT ?3")
    find.bind(1, known)
    find.bind(2, content.time(by: clock).millisecondsSinceEpoch - lifetime)
    find.bind(3, Int64(limit))
    let old = try find.rows { row throws(ScoreLogError) in
      (sequence: row.integer(0), board: row.integer(1), key: row.optionalBytes(2))
    }
    guard let last = old.last else { return (known, true) }
    // A key that was used again after it was forgotten belongs to a newer event.
    let delete = try connection.prepare(
      "DELETE FROM key WHERE board = ?1 AND key = ?2 AND sequence = ?3")
    for event in old where event.key != nil {
      delete.bind(1, event.board)
      delete.bind(2, bytes: event.key)
      delete.bind(3, event.sequence)
      try delete.run()
      step.keyCount += connection.changedRowCount
    }
    try connection.execute(
      "INSERT OR REPLACE INTO progress VALUES ('forgotten keys', \(last.sequence))")
    return (last.sequence, old.count < limit)
  }

  /// - Returns: the sequence of the last event that was looked at.
  private func deleteEvents(
    from start: Int64, through end: Int64, _ connection: SQLiteConnection, _ content: LogContent,
    _ limit: Int, _ step: inout CompactionStep
  ) throws(ScoreLogError) -> Int64 {
    let find = try connection.prepare(
      "SELECT sequence, board, period FROM event WHERE sequence > ?1 AND sequence <= ?2 "
        + "ORDER BY sequence LIMIT ?3")
    find.bind(1, start)
    find.bind(2, end)
    find.bind(3, Int64(limit))
    let events = try find.rows { row throws(ScoreLogError) in
      (sequence: row.integer(0), board: row.integer(1), period: row.optionalInteger(2))
    }
    let now = content.time(by: clock)
    let current = Dictionary(
      content.boards.values.map { ($0.number, $0.period(at: now).id.column) }
    ) { $1 }
    let delete = try connection.prepare("DELETE FROM event WHERE sequence = ?1")
    for event in events {
      guard let period = event.period, current[event.board] != period else { continue }
      delete.bind(1, event.sequence)
      try delete.run()
      step.eventCount += 1
    }
    return events.count < limit ? max(start, end) : events.last?.sequence ?? start
  }

  /// - Returns: whether no standing of a deleted board is left.
  private func deleteStandings(
    _ connection: SQLiteConnection, _ limit: Int, _ step: inout CompactionStep
  ) throws(ScoreLogError) -> Bool {
    let delete = try connection.prepare(
      """
      DELETE FROM standing WHERE (board, period, player) IN (
        SELECT standing.board, period, player FROM board CROSS JOIN standing
        ON standing.board = board.number WHERE deleted_at IS NOT NULL LIMIT ?1)
      """)
    delete.bind(1, Int64(limit))
    try delete.run()
    step.standingCount = connection.changedRowCount
    return step.standingCount < limit
  }
}

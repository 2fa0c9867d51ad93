import Failures
import LiveScores
import ScoreLog
import Time

/// The statements that a batch of submissions needs.
///
/// Rows are read and written by 16 with one statement, because starting a statement takes about as
/// long as its work on a row. What is left of a batch is done row by row.
final class SubmissionStatements {
  /// The player and the newest event of a standing.
  private struct Place {
    /// `nil` if the player is new.
    var player: Int64?
    var last: Int64?
  }

  private let path: String
  private let connection: SQLiteConnection
  private let findKey: SQLiteStatement
  private let findStanding: RowStatement
  private let insertPlayer: SQLiteStatement
  private let insertEvent: RowStatement
  private let insertKey: RowStatement
  private let putStanding: RowStatement

  init(_ connection: SQLiteConnection) throws(ScoreLogError) {
    path = connection.path
    self.connection = connection
    findKey = try connection.prepare(
      """
      SELECT event.sequence, event.period, event.before, event.after, key.fingerprint
      FROM key JOIN event ON event.sequence = key.sequence
      WHERE key.board = ?1 AND key.key = ?2
      """)
    findStanding = try RowStatement(connection, parameterCount: 4) { rows in
      """
      WITH wanted (number, board, period, player) AS (VALUES \(rows))
      SELECT wanted.number, player.number, standing.last, standing.score, standing.sequence,
        standing.reached_at, standing.metadata, standing.submissions
      FROM wanted CROSS JOIN player ON player.id = wanted.player
      LEFT JOIN standing ON standing.board = wanted.board AND standing.period = wanted.period
        AND standing.player = player.number
      """
    }
    insertPlayer = try connection.prepare("INSERT INTO player (id) VALUES (?1)")
    insertEvent = try RowStatement(connection, parameterCount: 12) {
      "INSERT INTO event VALUES \($0)"
    }
    insertKey = try RowStatement(connection, parameterCount: 4) {
      "INSERT OR IGNORE INTO key VALUES \($0)"
    }
    putStanding = try RowStatement(connection, parameterCount: 9) {
      "INSERT OR REPLACE INTO standing VALUES \($0)"
    }
  }

  func outcome(of key: OutcomeKey) throws(ScoreLogError) -> RecordedOutcome? {
    findKey.bind(1, key.board)
    findKey.bind(2, bytesOf: key.key.text)
    guard try findKey.step() else { return nil }
    defer { findKey.reset() }
    let row = RowReader(row: findKey, path: path, title: "event \(findKey.integer(0))")
    return RecordedOutcome(
      sequence: findKey.integer(0), period: try row.period(1),
      before: findKey.optionalInteger(2), after: findKey.integer(3),
      fingerprint: try row.fingerprint(4))
  }

  /// Folds submissions and stores what that changes.
  /// - Returns: `nil` if a key is in the log of which the fold knows nothing.
  func append(
    _ submissions: [Submission], _ fold: SubmissionFold, _ content: inout LogContent
  ) throws(ScoreLogError) -> [Outcome]? {
    var fold = fold
    fold.reserve(submissions.count)
    var places = try find(Array(Set(fold.standingKeys(of: submissions))), &fold)
    let outcomes = submissions.map { fold.add($0) }
    guard let last = fold.events.last else { return outcomes }
    guard try insertKeys(of: fold.events) else { return nil }
    try insert(fold.events, &places)
    try put(fold.changedStandings, places)
    content.advance(to: last.outcome.sequence, at: last.at)
    return outcomes
  }

  /// Tells the fold the standings that there are.
  private func find(
    _ keys: [StandingKey], _ fold: inout SubmissionFold
  ) throws(ScoreLogError) -> [StandingKey: Place] {
    var places: [StandingKey: Place] = [:]
    places.reserveCapacity(keys.count)
    try findStanding.forEach(keys.indices) { statement, index, first in
      let key = keys[index]
      statement.bind(first, Int64(index))
      statement.bind(first + 1, key.board)
      statement.bind(first + 2, key.period.column)
      statement.bind(first + 3, bytesOf: key.player.text)
    } run: { statement throws(ScoreLogError) in
      while try statement.step() {
        let key = keys[Int(statement.integer(0))]
        let place = Place(player: statement.integer(1), last: statement.optionalInteger(2))
        places[key] = place
        guard place.last != nil else { continue }
        let row = RowReader(row: statement, path: self.path, title: "a standing of \(key.board)")
        fold.know(try row.standing(from: 3), of: key)
      }
    }
    return places
  }

  /// - Returns: false if one of the keys is known.
  private func insertKeys(of events: [SubmissionFold.Event]) throws(ScoreLogError) -> Bool {
    var count = 0
    try insertKey.forEach(events.indices) { statement, index, first in
      let event = events[index]
      statement.bind(first, event.board)
      statement.bind(first + 1, bytesOf: event.submission.key.text)
      statement.bind(first + 2, event.outcome.sequence)
      statement.bind(first + 3, bytes: event.outcome.fingerprint.bytes)
    } run: { statement throws(ScoreLogError) in
      try statement.run()
      count += self.connection.changedRowCount
    }
    return count == events.count
  }

  /// Inserts events, and the players that are new.
  private func insert(
    _ events: [SubmissionFold.Event], _ places: inout [StandingKey: Place]
  ) throws(ScoreLogError) {
    var newPlayers: [PlayerID: Int64] = [:]
    var before: [Place] = []
    before.reserveCapacity(events.count)
    func advance(_ place: inout Place, by event: SubmissionFold.Event) throws(ScoreLogError) {
      if place.player == nil {
        place.player = try number(ofNew: event.submission.player, &newPlayers)
      }
      before.append(place)
      place.last = event.outcome.sequence
    }
    for event in events { try advance(&places[event.standingKey, default: Place()], by: event) }
    try insertEvent.forEach(events.indices) { statement, index, first in
      let (submission, outcome) = (events[index].submission, events[index].outcome)
      statement.bind(first, outcome.sequence)
      statement.bind(first + 1, events[index].at.millisecondsSinceEpoch)
      statement.bind(first + 2, EventKind.submission.rawValue)
      statement.bind(first + 3, events[index].board)
      statement.bind(first + 4, outcome.period.column)
      statement.bind(first + 5, before[index].player)
      statement.bind(first + 6, submission.score)
      statement.bind(first + 7, outcome.before)
      statement.bind(first + 8, outcome.after)
      statement.bind(first + 9, bytesOf: submission.key.text)
      statement.bind(first + 10, bytes: submission.metadata)
      statement.bind(first + 11, before[index].last)
    } run: { statement throws(ScoreLogError) in
      try statement.run()
    }
  }

  /// Puts standings in the order of their players, in which they stand in the file.
  private func put(
    _ standings: [StandingKey: Standing], _ places: [StandingKey: Place]
  ) throws(ScoreLogError) {
    let rows = standings.indices.map { (index: $0, place: places[standings[$0].key] ?? Place()) }
      .sorted { ($0.place.player ?? 0) < ($1.place.player ?? 0) }
    try putStanding.forEach(rows.indices) { statement, index, first in
      let place = rows[index].place
      let (key, standing) = standings[rows[index].index]
      statement.bind(first, key.board)
      statement.bind(first + 1, key.period.column)
      statement.bind(first + 2, place.player)
      statement.bind(first + 3, standing.score)
      statement.bind(first + 4, standing.sequence)
      statement.bind(first + 5, standing.reachedAt.millisecondsSinceEpoch)
      statement.bind(first + 6, bytes: standing.metadata)
      statement.bind(first + 7, Int64(standing.submissionCount))
      statement.bind(first + 8, place.last)
    } run: { statement throws(ScoreLogError) in
      try statement.run()
    }
  }

  /// Gives a player a number, once for all boards of a batch.
  private func number(
    ofNew player: PlayerID, _ known: inout [PlayerID: Int64]
  ) throws(ScoreLogError) -> Int64 {
    if let number = known[player] { return number }
    insertPlayer.bind(1, bytesOf: player.text)
    try insertPlayer.run()
    known[player] = connection.lastInsertedRow
    return connection.lastInsertedRow
  }
}

/// A statement in two forms: for one row of parameters, and for 16.
final class RowStatement {
  private static let rowCount = 16

  private let one: SQLiteStatement
  private let many: SQLiteStatement
  private let parameterCount: Int

  /// - Parameter sql: the statement for rows of parameters, which are given as in `VALUES`.
  init(
    _ connection: SQLiteConnection, parameterCount: Int, _ sql: (_ rows: String) -> String
  ) throws(ScoreLogError) {
    let row = "(" + Array(repeating: "?", count: parameterCount).joined(separator: ",") + ")"
    let rows = Array(repeating: row, count: Self.rowCount).joined(separator: ",")
    one = try connection.prepare(sql(row))
    many = try connection.prepare(sql(rows))
    self.parameterCount = parameterCount
  }

  /// Runs the statement for all elements.
  /// - Parameters:
  ///   - bind: binds an element from a parameter on.
  ///   - run: runs the statement with the elements that are bound.
  func forEach(
    _ indices: Range<Int>,
    bind: (_ statement: SQLiteStatement, _ index: Int, _ first: Int32) -> Void,
    run: (SQLiteStatement) throws(ScoreLogError) -> Void
  ) throws(ScoreLogError) {
    var index = indices.lowerBound
    while index < indices.upperBound {
      let isMany = indices.upperBound - index >= Self.rowCount
      let statement = isMany ? many : one
      let count = isMany ? Self.rowCount : 1
      for row in 0..<count {
        bind(statement, index + row, Int32(row * parameterCount + 1))
      }
      try run(statement)
      index += count
    }
  }
}

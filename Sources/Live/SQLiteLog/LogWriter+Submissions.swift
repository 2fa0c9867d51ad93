import Failures
import LiveScores
import ScoreLog
import Time

extension LogWriter {
  /// Most batches have new keys only, so keys are not looked up. Inserting them finds the others,
  /// and then the batch begins again with a look at each key.
  func append(_ submissions: [Submission]) throws(ScoreLogError) -> [Outcome] {
    try write { connection, content throws(ScoreLogError) in
      let statements = try self.statements(connection)
      let boards = Set(submissions.map(\.board)).compactMap { content.boards[$0] }
      let fold = SubmissionFold(
        boards: boards, lastSequence: content.lastSequence, at: content.time(by: self.clock))
      if let outcomes = try statements.append(submissions, fold, &content) { return outcomes }
      try connection.execute("ROLLBACK; BEGIN IMMEDIATE")
      var informed = fold
      for key in fold.outcomeKeys(of: submissions) {
        if let outcome = try statements.outcome(of: key) { informed.know(outcome, of: key) }
      }
      guard let outcomes = try statements.append(submissions, informed, &content) else {
        throw ScoreLogError(
          code: .damaged, place: self.path, reason: "a key is in the log and cannot be found")
      }
      return outcomes
    }
  }
}

/// What the database knows of a standing.
struct StoredStanding {
  /// `nil` if the player is new.
  var player: Int64?
  let standing: Standing?
  /// The sequence of the player's newest event of the period.
  var last: Int64?
}

/// The statements that a batch of submissions needs.
final class SubmissionStatements {
  private let path: String
  private let connection: SQLiteConnection
  private let findKey: SQLiteStatement
  private let findStanding: SQLiteStatement
  private let insertPlayer: SQLiteStatement
  private let insertEvent: SQLiteStatement
  private let insertKey: SQLiteStatement
  private let putStanding: SQLiteStatement

  init(_ connection: SQLiteConnection) throws(ScoreLogError) {
    path = connection.path
    self.connection = connection
    findKey = try connection.prepare(
      """
      SELECT event.sequence, event.period, event.before, event.after, key.fingerprint
      FROM key JOIN event ON event.sequence = key.sequence
      WHERE key.board = ?1 AND key.key = ?2
      """)
    findStanding = try connection.prepare(
      """
      SELECT player.number, standing.last, standing.score, standing.sequence,
        standing.reached_at, standing.metadata, standing.submissions
      FROM player LEFT JOIN standing ON standing.board = ?1 AND standing.period = ?2
        AND standing.player = player.number
      WHERE player.id = ?3
      """)
    insertPlayer = try connection.prepare("INSERT INTO player (id) VALUES (?1)")
    insertEvent = try connection.prepare(
      "INSERT INTO event VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
    insertKey = try connection.prepare("INSERT OR IGNORE INTO key VALUES (?1, ?2, ?3, ?4)")
    putStanding = try connection.prepare(
      "INSERT OR REPLACE INTO standing VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
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

  func standing(of key: StandingKey) throws(ScoreLogError) -> StoredStanding {
    findStanding.bind(1, key.board)
    findStanding.bind(2, key.period.column)
    findStanding.bind(3, bytesOf: key.player.text)
    guard try findStanding.step() else { return StoredStanding(standing: nil) }
    defer { findStanding.reset() }
    let player = findStanding.integer(0)
    guard let last = findStanding.optionalInteger(1) else {
      return StoredStanding(player: player, standing: nil)
    }
    let row = RowReader(row: findStanding, path: path, title: "the standing of player \(player)")
    return StoredStanding(player: player, standing: try row.standing(from: 2), last: last)
  }

  /// Folds submissions and stores what that changes.
  /// - Returns: `nil` if a key is in the log of which the fold knows nothing.
  func append(
    _ submissions: [Submission], _ fold: SubmissionFold, _ content: inout LogContent
  ) throws(ScoreLogError) -> [Outcome]? {
    var fold = fold
    var stored: [StandingKey: StoredStanding] = [:]
    stored.reserveCapacity(submissions.count)
    for key in fold.standingKeys(of: submissions) where stored[key] == nil {
      let found = try standing(of: key)
      if let standing = found.standing { fold.know(standing, of: key) }
      stored[key] = found
    }
    let outcomes = submissions.map { fold.add($0) }
    for event in fold.events {
      guard try insertKey(of: event) else { return nil }
    }
    try store(fold, &stored)
    if let last = fold.events.last { content.advance(to: last.outcome.sequence, at: last.at) }
    return outcomes
  }

  private func store(
    _ fold: SubmissionFold, _ stored: inout [StandingKey: StoredStanding]
  ) throws(ScoreLogError) {
    var newPlayers: [PlayerID: Int64] = [:]
    for event in fold.events {
      let key = StandingKey(
        board: event.board, period: event.outcome.period, player: event.submission.player)
      var standing = stored[key] ?? StoredStanding(standing: nil)
      if standing.player == nil {
        standing.player = try number(ofNew: key.player, &newPlayers)
      }
      try insert(event, standing)
      standing.last = event.outcome.sequence
      stored[key] = standing
    }
    for (key, standing) in fold.changedStandings {
      guard let place = stored[key] else { continue }
      try put(standing, key, place)
    }
  }

  /// - Returns: false if the key is known.
  private func insertKey(of event: SubmissionFold.Event) throws(ScoreLogError) -> Bool {
    insertKey.bind(1, event.board)
    insertKey.bind(2, bytesOf: event.submission.key.text)
    insertKey.bind(3, event.outcome.sequence)
    insertKey.bind(4, bytes: event.outcome.fingerprint.bytes)
    try insertKey.run()
    return connection.changedRowCount == 1
  }

  private func insert(
    _ event: SubmissionFold.Event, _ standing: StoredStanding
  ) throws(ScoreLogError) {
    let (submission, outcome) = (event.submission, event.outcome)
    insertEvent.bind(1, outcome.sequence)
    insertEvent.bind(2, event.at.millisecondsSinceEpoch)
    insertEvent.bind(3, event.board)
    insertEvent.bind(4, outcome.period.column)
    insertEvent.bind(5, standing.player)
    insertEvent.bind(6, submission.score)
    insertEvent.bind(7, outcome.before)
    insertEvent.bind(8, outcome.after)
    insertEvent.bind(9, bytesOf: submission.key.text)
    insertEvent.bind(10, bytes: submission.metadata)
    insertEvent.bind(11, standing.last)
    try insertEvent.run()
  }

  private func put(
    _ standing: Standing, _ key: StandingKey, _ place: StoredStanding
  ) throws(ScoreLogError) {
    putStanding.bind(1, key.board)
    putStanding.bind(2, key.period.column)
    putStanding.bind(3, place.player)
    putStanding.bind(4, standing.score)
    putStanding.bind(5, standing.sequence)
    putStanding.bind(6, standing.reachedAt.millisecondsSinceEpoch)
    putStanding.bind(7, bytes: standing.metadata)
    putStanding.bind(8, Int64(standing.submissionCount))
    putStanding.bind(9, place.last)
    try putStanding.run()
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

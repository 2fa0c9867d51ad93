import Failures
import Leaderboards
import LiveScores
import ScoreLog
import Time

// How values of the lane stand in columns.

extension PeriodID {
  /// The start in milliseconds since 1970; -1 for the period before the first reset.
  var column: Int64 { start?.millisecondsSinceEpoch ?? -1 }

  init?(column: Int64) {
    if column == -1 {
      self.init(start: nil)
    } else if let start = Instant(millisecondsSinceEpoch: column) {
      self.init(start: start)
    } else {
      return nil
    }
  }
}

/// The kinds of events as they are stored.
enum EventKind: Int64 {
  case submission = 1
  case boardCreated = 2
  case boardChanged = 3
  case boardReset = 4
  case boardDeleted = 5
  case playerRemoved = 6
}

/// Reads values from the columns of a row, and says where one is broken.
struct RowReader {
  let row: SQLiteStatement
  let path: String
  /// What the row is, such as `event 7`.
  let title: String

  func integer(_ column: Int32, _ name: String) throws(ScoreLogError) -> Int64 {
    try value(row.isInteger(column) ? row.integer(column) : nil, name)
  }

  func instant(_ column: Int32) throws(ScoreLogError) -> Instant {
    try value(Instant(millisecondsSinceEpoch: row.integer(column)), "time")
  }

  func period(_ column: Int32) throws(ScoreLogError) -> PeriodID {
    try value(PeriodID(column: row.integer(column)), "period")
  }

  func player(_ column: Int32) throws(ScoreLogError) -> PlayerID {
    try value(try? PlayerID(row.text(column)), "player")
  }

  func key(_ column: Int32) throws(ScoreLogError) -> SubmissionKey {
    try value(try? SubmissionKey(row.text(column)), "key")
  }

  func fingerprint(_ column: Int32) throws(ScoreLogError) -> Fingerprint {
    try value(Fingerprint(bytes: row.bytes(column)), "fingerprint")
  }

  /// The standing in five columns from a first one on: score, sequence, reached_at, metadata,
  /// submissions.
  func standing(from column: Int32) throws(ScoreLogError) -> Standing {
    Standing(
      score: row.integer(column), sequence: row.integer(column + 1),
      reachedAt: try instant(column + 2), metadata: row.optionalBytes(column + 3),
      submissionCount: Int(row.integer(column + 4)))
  }

  func value<Value>(_ value: Value?, _ name: String) throws(ScoreLogError) -> Value {
    guard let value else {
      throw ScoreLogError(
        code: .damaged, place: path, reason: "the \(name) of \(title) cannot be read")
    }
    return value
  }
}

extension Board {
  /// The columns that `init(row:path:)` reads, in order.
  static let columns = """
    number, id, name, sort_order, update_mode, places, reset, zone, entry_limit, metadata_limit,
    created_at, reset_at
    """

  init(row: SQLiteStatement, path: String) throws(ScoreLogError) {
    let reader = RowReader(row: row, path: path, title: "board \(row.integer(0))")
    self.init(
      number: row.integer(0), definition: try reader.definition(),
      createdAt: try reader.instant(10), resetAt: row.isNull(11) ? nil : try reader.instant(11))
  }
}

extension RowReader {
  fileprivate func definition() throws(ScoreLogError) -> BoardDefinition {
    let order = try value(RankOrder(rawValue: row.text(3)), "sort order")
    let mode = try value(UpdateMode(rawValue: row.text(4)), "update mode")
    do throws(LiveError) {
      return try BoardDefinition(
        id: BoardID(row.text(1)), name: row.text(2), order: order, updateMode: mode,
        scale: ScoreScale(places: Int(row.integer(5))), reset: ResetSchedule(row.text(6)),
        calendar: BoardCalendar(zone: row.text(7)),
        entryLimit: row.optionalInteger(8).map { Int($0) }, metadataLimit: Int(row.integer(9)))
    } catch {
      throw ScoreLogError(
        code: .damaged, place: path, reason: "\(title) cannot be read: \(error)", underlying: error)
    }
  }
}

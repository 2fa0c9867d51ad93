import CSQLite

/// The rows of a log, written with nothing but SQLite's C functions: an event, a key and a standing
/// for each submission. It looks nothing up and checks nothing, so it is the ceiling of the log.
final class BareLog {
  struct Row {
    let player: Int64
    let score: Int64
    let key: String
  }

  private let handle: OpaquePointer
  private let insertEvent: OpaquePointer
  private let insertKey: OpaquePointer
  private let putStanding: OpaquePointer
  private var sequence: Int64

  /// - Parameter path: a log that has the tables and the players 1 to `playerCount`.
  init(_ path: String) throws {
    var opened: OpaquePointer?
    try check(sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil))
    guard let opened else { throw BareFailure(code: SQLITE_NOMEM) }
    handle = opened
    let pragmas = """
      PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
      PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -65536
      """
    try check(sqlite3_exec(opened, pragmas, nil, nil, nil))
    insertEvent = try prepare(
      "INSERT INTO event VALUES (?1, ?2, 1, 1, -1, ?3, ?4, ?4, ?4, ?5, NULL, ?1)", opened)
    insertKey = try prepare("INSERT INTO key VALUES (1, ?1, ?2, ?3)", opened)
    putStanding = try prepare(
      "INSERT OR REPLACE INTO standing VALUES (1, -1, ?1, ?2, ?3, ?4, NULL, 1, ?3)", opened)
    let last = try prepare("SELECT max(sequence) FROM event", opened)
    _ = sqlite3_step(last)
    sequence = sqlite3_column_int64(last, 0)
    sqlite3_finalize(last)
  }

  deinit {
    for statement in [insertEvent, insertKey, putStanding] { sqlite3_finalize(statement) }
    sqlite3_close_v2(handle)
  }

  /// Writes rows in one transaction, which is durable on return.
  func append(_ rows: some Sequence<Row>) throws {
    let fingerprint = [UInt8](repeating: 7, count: 16)
    try check(sqlite3_exec(handle, "BEGIN IMMEDIATE", nil, nil, nil))
    for row in rows {
      sequence += 1
      var key = row.key
      sqlite3_bind_int64(insertEvent, 1, sequence)
      sqlite3_bind_int64(insertEvent, 2, 1_700_000_000_000)
      sqlite3_bind_int64(insertEvent, 3, row.player)
      sqlite3_bind_int64(insertEvent, 4, row.score)
      key.withUTF8 { _ = standings_bind_blob(insertEvent, 5, $0.baseAddress, Int32($0.count)) }
      try run(insertEvent)
      key.withUTF8 { _ = standings_bind_blob(insertKey, 1, $0.baseAddress, Int32($0.count)) }
      sqlite3_bind_int64(insertKey, 2, sequence)
      fingerprint.withUnsafeBytes { _ = standings_bind_blob(insertKey, 3, $0.baseAddress, 16) }
      try run(insertKey)
      sqlite3_bind_int64(putStanding, 1, row.player)
      sqlite3_bind_int64(putStanding, 2, row.score)
      sqlite3_bind_int64(putStanding, 3, sequence)
      sqlite3_bind_int64(putStanding, 4, 1_700_000_000_000)
      try run(putStanding)
    }
    try check(sqlite3_exec(handle, "COMMIT", nil, nil, nil))
  }

  private func run(_ statement: OpaquePointer) throws {
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    try check(code == SQLITE_DONE ? SQLITE_OK : code)
  }
}

struct BareFailure: Error {
  let code: Int32
}

private func check(_ code: Int32) throws {
  guard code == SQLITE_OK else { throw BareFailure(code: code) }
}

private func prepare(_ sql: String, _ handle: OpaquePointer) throws -> OpaquePointer {
  var statement: OpaquePointer?
  try check(
    sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil))
  guard let statement else { throw BareFailure(code: SQLITE_NOMEM) }
  return statement
}

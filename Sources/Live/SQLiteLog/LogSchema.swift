import Failures
import ScoreLog

/// The tables of the log, and how older versions become the newest one.
///
/// - `event`: what happened, by sequence. `previous` is the player's event before in the same
///   period, so that a history needs no index.
/// - `key`: the idempotency keys of the last days, with the fingerprint of the content.
/// - `standing`: what each player has on a board in a period; `last` is the newest event of it.
/// - `player`: a number for each id, which keeps the rows of the other tables small.
/// - `board`: the boards, removed ones included. A number is the sequence of the board's creation.
/// - `progress`: named positions in the log.
/// - `probe`: empty; what is written to find out whether there is room.
///
/// Ids and keys are blobs, so that they are compared byte by byte. Times are milliseconds since
/// 1970; a period is its start, or -1 before the first reset.
enum LogSchema {
  /// "StSL", by which `file` and SQLite tell the log from other databases.
  static let applicationID: Int64 = 0x5374_534C
  static var version: Int64 { Int64(migrations.count) }

  /// The statements that lead from each version to the next one.
  private static let migrations = [
    """
    CREATE TABLE board (
      number INTEGER PRIMARY KEY, id BLOB NOT NULL, name TEXT NOT NULL, sort_order TEXT NOT NULL,
      update_mode TEXT NOT NULL, places INTEGER NOT NULL, reset TEXT NOT NULL, zone TEXT NOT NULL,
      entry_limit INTEGER, metadata_limit INTEGER NOT NULL, created_at INTEGER NOT NULL,
      reset_at INTEGER, deleted_at INTEGER);
    CREATE UNIQUE INDEX board_in_use ON board (id) WHERE deleted_at IS NULL;
    CREATE TABLE player (number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE);
    CREATE TABLE event (
      sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL,
      board INTEGER NOT NULL, period INTEGER, player INTEGER, score INTEGER, before INTEGER,
      after INTEGER, key BLOB, metadata BLOB, previous INTEGER);
    CREATE TABLE key (
      board INTEGER NOT NULL, key BLOB NOT NULL, sequence INTEGER NOT NULL,
      fingerprint BLOB NOT NULL, PRIMARY KEY (board, key)) WITHOUT ROWID;
    CREATE TABLE standing (
      board INTEGER NOT NULL, period INTEGER NOT NULL, player INTEGER NOT NULL,
      score INTEGER NOT NULL, sequence INTEGER NOT NULL, reached_at INTEGER NOT NULL,
      metadata BLOB, submissions INTEGER NOT NULL, last INTEGER NOT NULL,
      PRIMARY KEY (board, period, player)) WITHOUT ROWID;
    CREATE TABLE progress (name TEXT PRIMARY KEY, sequence INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE probe (content BLOB);
    """
  ]

  /// Refuses files of other programs and of newer versions, before anything is written.
  static func check(_ connection: SQLiteConnection) throws(ScoreLogError) {
    let found = try connection.integer("PRAGMA application_id") ?? 0
    let tables = try connection.integer("SELECT count(*) FROM sqlite_schema") ?? 0
    guard found == applicationID || found == 0 && tables == 0 else {
      throw ScoreLogError(
        code: .unsupportedVersion, place: connection.path,
        reason: "the file is a database of another program (application_id \(found))")
    }
    let version = try connection.integer("PRAGMA user_version") ?? 0
    guard version <= self.version else {
      throw ScoreLogError(
        code: .unsupportedVersion, place: connection.path,
        reason: "the file has version \(version) of the schema, which a newer version of Standings "
          + "wrote; this one knows versions up to \(self.version)")
    }
  }

  /// Brings a file to the newest version, each step in a transaction.
  static func migrate(_ connection: SQLiteConnection) throws(ScoreLogError) {
    let version = Int(try connection.integer("PRAGMA user_version") ?? 0)
    for (index, statements) in migrations.enumerated().dropFirst(version) {
      do throws(ScoreLogError) {
        try connection.execute(
          """
          BEGIN IMMEDIATE; \(statements)
          PRAGMA application_id = \(applicationID); PRAGMA user_version = \(index + 1); COMMIT
          """)
      } catch {
        if !connection.isOutsideTransaction { try connection.execute("ROLLBACK") }
        throw error
      }
    }
  }
}

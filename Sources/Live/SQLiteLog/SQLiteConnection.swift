import CSQLite
import Failures
import ScoreLog

/// A connection to a database file. One thread uses it at a time.
final class SQLiteConnection {
  let path: String
  fileprivate let handle: OpaquePointer
  /// Pages of the write-ahead log after the last commit of this connection, if it counts them.
  private(set) var writeAheadPages = 0

  /// - Throws: `readOnly` if `isWritable` and the file cannot be written, because SQLite itself
  ///   would open it for reading.
  init(_ path: String, isWritable: Bool) throws(ScoreLogError) {
    let access = isWritable ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let opened else {
      let error = SQLiteError(code, on: opened)
      sqlite3_close_v2(opened)
      throw ScoreLogError(error, file: path, during: "cannot open")
    }
    self.path = path
    handle = opened
    if isWritable, sqlite3_db_readonly(opened, "main") == 1 {
      throw ScoreLogError(code: .readOnly, place: path, reason: "the file cannot be written")
    }
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs statements that have no results.
  func execute(_ sql: String) throws(ScoreLogError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(code) }
  }

  func prepare(_ sql: String) throws(ScoreLogError) -> SQLiteStatement {
    try SQLiteStatement(sql, on: self)
  }

  /// The first value of the first row, such as that of a pragma; `nil` if there is none.
  func integer(_ sql: String) throws(ScoreLogError) -> Int64? {
    let statement = try prepare(sql)
    return try statement.step() ? statement.integer(0) : nil
  }

  func setBusyTimeout(milliseconds: Int32) { sqlite3_busy_timeout(handle, milliseconds) }

  /// Counts the pages of the write-ahead log from now on, instead of copying them into the file
  /// when there are many.
  func countWriteAheadPages() {
    let context = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_wal_hook(
      handle,
      { context, _, _, pages in
        guard let context else { return SQLITE_OK }
        Unmanaged<SQLiteConnection>.fromOpaque(context).takeUnretainedValue().writeAheadPages =
          Int(pages)
        return SQLITE_OK
      }, context)
  }

  /// Whether no transaction is open; SQLite ends one by itself after some errors.
  var isOutsideTransaction: Bool { sqlite3_get_autocommit(handle) != 0 }

  var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

  /// Rows that the last statement deleted, inserted or updated.
  var changedRowCount: Int { Int(sqlite3_changes(handle)) }

  /// Writes the whole content, as it is now, to another database.
  func copy(to other: SQLiteConnection) throws(ScoreLogError) {
    guard let backup = sqlite3_backup_init(other.handle, "main", handle, "main") else {
      throw other.error(sqlite3_errcode(other.handle))
    }
    let step = sqlite3_backup_step(backup, -1)
    let code = sqlite3_backup_finish(backup)
    guard step == SQLITE_DONE, code == SQLITE_OK else {
      throw other.error(code == SQLITE_OK ? step : code)
    }
  }

  /// Lets another thread end what the connection does.
  var interruption: SQLiteInterruption { SQLiteInterruption(handle) }

  func error(_ code: Int32, during action: String = "") -> ScoreLogError {
    ScoreLogError(SQLiteError(code, on: handle), file: path, during: action)
  }
}

/// Ends what a connection does; the connection must outlive it.
struct SQLiteInterruption: @unchecked Sendable {
  private let handle: OpaquePointer

  fileprivate init(_ handle: OpaquePointer) { self.handle = handle }

  /// Safe on any thread, by the documentation of sqlite3_interrupt.
  func callAsFunction() { sqlite3_interrupt(handle) }
}

/// A prepared statement. Its parameters are numbered from 1, its columns from 0.
final class SQLiteStatement {
  private let connection: SQLiteConnection
  private let handle: OpaquePointer
  /// The first failure of binding, which `step` throws.
  private var bindingCode = SQLITE_OK

  fileprivate init(_ sql: String, on connection: SQLiteConnection) throws(ScoreLogError) {
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(
      connection.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let prepared else { throw connection.error(code) }
    self.connection = connection
    handle = prepared
  }

  deinit { sqlite3_finalize(handle) }

  // MARK: Parameters

  func bind(_ index: Int32, _ value: Int64?) {
    note(value.map { sqlite3_bind_int64(handle, index, $0) } ?? sqlite3_bind_null(handle, index))
  }

  func bind(_ index: Int32, bytes: [UInt8]?) {
    guard let bytes else { return note(sqlite3_bind_null(handle, index)) }
    note(bytes.withUnsafeBytes { bind(index, $0) })
  }

  /// Binds the UTF-8 of a text as bytes, which are compared as they are.
  func bind(_ index: Int32, bytesOf text: String) {
    var text = text
    note(text.withUTF8 { bind(index, UnsafeRawBufferPointer($0)) })
  }

  func bind(_ index: Int32, text: String) {
    note(standings_bind_text(handle, index, text, Int32(text.utf8.count)))
  }

  private func bind(_ index: Int32, _ bytes: UnsafeRawBufferPointer) -> Int32 {
    standings_bind_blob(handle, index, bytes.baseAddress, Int32(bytes.count))
  }

  private func note(_ code: Int32) {
    if code != SQLITE_OK, bindingCode == SQLITE_OK { bindingCode = code }
  }

  // MARK: Running

  /// - Returns: whether there is a row. After the last row, or an error, the statement can be used
  ///   again.
  func step() throws(ScoreLogError) -> Bool {
    let code = bindingCode == SQLITE_OK ? sqlite3_step(handle) : bindingCode
    if code == SQLITE_ROW { return true }
    let failure = code == SQLITE_DONE ? nil : connection.error(code)
    reset()
    if let failure { throw failure }
    return false
  }

  /// Runs a statement without results.
  func run() throws(ScoreLogError) {
    while try step() {}
  }

  /// Ends the statement before its last row.
  func reset() {
    sqlite3_reset(handle)
    bindingCode = SQLITE_OK
  }

  /// The rows, read one after the other.
  func rows<Row>(
    _ read: (SQLiteStatement) throws(ScoreLogError) -> Row
  ) throws(ScoreLogError) -> [Row] {
    defer { reset() }
    var rows: [Row] = []
    while try step() { rows.append(try read(self)) }
    return rows
  }

  // MARK: Columns

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  func optionalInteger(_ column: Int32) -> Int64? {
    isNull(column) ? nil : sqlite3_column_int64(handle, column)
  }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  func isInteger(_ column: Int32) -> Bool {
    sqlite3_column_type(handle, column) == SQLITE_INTEGER
  }

  func bytes(_ column: Int32) -> [UInt8] { Array(buffer(column)) }

  func optionalBytes(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : bytes(column) }

  /// The text of a column, or of bytes that are UTF-8.
  func text(_ column: Int32) -> String { String(decoding: buffer(column), as: UTF8.self) }

  private func buffer(_ column: Int32) -> UnsafeRawBufferPointer {
    let bytes = sqlite3_column_blob(handle, column)
    return UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, column)))
  }
}

package import Datasets
import Leaderboards
package import SQL
package import Storage

/// Answers from a table of curated files that a service such as Athena queries with SQL.
///
/// Queries go out for boards near their top, gains and the facts about a player. What a snapshot
/// says of itself is read from the lake, milliseconds instead of a query, and so is what somebody
/// waits for while typing: a query takes a second or two, and is paid for as if it read 10 MB.
///
/// Strangers do not decide what is paid. Questions of which there are as many as somebody cares to
/// ask (gains by weights of their choice, deep pages, searches) are answered from the files, and so
/// is everything once the day's queries are used up. The answers are the same.
package struct AthenaEngine: QueryEngine {
  let reader: ParquetEngine
  private let runner: any SQLRunner
  private let allowance: QueryAllowance?
  let table: AthenaTable

  /// - Parameters:
  ///   - store: the lake on which the table lies.
  ///   - runner: where the queries go.
  ///   - allowance: how many queries may be asked a day; as many as there are unless told.
  ///   - columnBytes: about how much is kept of the columns that searches read.
  package init(
    store: any ObjectStore, running runner: any SQLRunner, on table: AthenaTable,
    allowing allowance: QueryAllowance? = nil, columnBytes: Int = ParquetEngine.usualColumnBytes
  ) {
    reader = ParquetEngine(store: store, columnBytes: columnBytes)
    self.runner = runner
    self.allowance = allowance
    self.table = table
  }

  package func header(of snapshot: SnapshotID) async throws -> SnapshotHeader {
    try await reader.header(of: snapshot)
  }

  package func board(
    _ metric: Metric, of header: SnapshotHeader, matching search: PlayerSearch, from offset: Int,
    limit: Int
  ) async throws -> Leaderboard {
    try await reader.board(metric, of: header, matching: search, from: offset, limit: limit)
  }

  package func board(
    _ metric: Metric, of header: SnapshotHeader, from offset: Int, limit: Int
  ) async throws -> Leaderboard {
    guard PageDepth.isShallow(from: offset, limit: limit) else {
      return try await reader.board(metric, of: header, from: offset, limit: limit)
    }
    return try await top(metric, of: header, limit: offset + limit)
      .page(from: offset, limit: limit)
  }

  package func place(
    of id: Int64, by metric: Metric, in header: SnapshotHeader
  ) async throws -> Int? {
    try await reader.place(of: id, by: metric, in: header)
  }

  package func ranks(
    of players: Set<Int64>, by metric: Metric, in header: SnapshotHeader
  ) async throws -> [Int64: RankedNumber] {
    try await reader.ranks(of: players, by: metric, in: header)
  }

  package func players(
    matching search: PlayerSearch, in header: SnapshotHeader, limit: Int
  ) async throws -> PlayerMatches {
    try await reader.players(matching: search, in: header, limit: limit)
  }

  package func top(
    _ metric: Metric, of header: SnapshotHeader, limit: Int
  ) async throws -> Leaderboard {
    let count = min(limit, header.players)
    var ranked: [BoardRow] = []
    if count > 0 {
      guard mayAsk() else { return try await reader.top(metric, of: header, limit: limit) }
      ranked = try await rows(metric, of: header, count: count).filter { $0.value != nil }
    }
    let values = ranked.compactMap(\.value)
    let ranks = CompetitionRanking.ranks(of: values)
    let entries = ranked.indices.map { place in
      Leaderboard.Entry(
        rank: ranks[place], id: ranked[place].id, name: ranked[place].name,
        alliance: ranked[place].alliance, value: values[place])
    }
    return Leaderboard(
      snapshot: header.snapshot, metric: metric, totalPlayers: header.players, entries: entries)
  }

  /// Exactly as many rows as were asked for: the file states how many there are.
  private func rows(
    _ metric: Metric, of header: SnapshotHeader, count: Int
  ) async throws -> [BoardRow] {
    let query = table.topQuery(metric, of: header, limit: count)
    let rows = try await rows(of: query, about: [header])
    guard rows.count == count else {
      throw await missing(header, shown: rows.count, of: count)
    }
    return try rows.map { try BoardRow($0) }
  }

  /// Whether another query may be asked today; if so, it is counted.
  func mayAsk() -> Bool { allowance?.take() ?? true }

  /// - Throws: `SQLError`; `ObjectStoreError` with `.changed` where an upload was replaced.
  func rows(of query: SQLQuery, about headers: [SnapshotHeader]) async throws -> [SQLRow] {
    do throws(SQLError) {
      return try await runner.rows(of: query)
    } catch {
      // A file that is replaced while it is read fails the query.
      guard error.code == .failed else { throw error }
      for header in headers where await isReplaced(header) {
        throw ObjectStoreError.replaced(header)
      }
      throw error
    }
  }

  /// Why a table shows other rows than an upload has: the upload is not there any more, or the
  /// table is not of this lake.
  func missing(_ header: SnapshotHeader, shown: Int, of count: Int) async -> any Error {
    if await isReplaced(header) { return ObjectStoreError.replaced(header) }
    return QueryError(
      code: .missingFromTable, snapshot: header.snapshot,
      reason: "the table \(table.name) shows \(shown) rows of run \(header.runID) where"
        + " there are \(count): do its location and its partitions fit the lake?")
  }

  /// Whether it is certain that the snapshot was uploaded again, or is gone.
  private func isReplaced(_ header: SnapshotHeader) async -> Bool {
    do {
      return try await reader.header(of: header.snapshot) != header
    } catch let error as QueryError {
      return error.code == .noSnapshot
    } catch {
      return false
    }
  }
}

/// A row of `AthenaTable.topQuery`.
private struct BoardRow {
  let id: Int64
  let name: String
  let alliance: String?
  let value: Int64?

  /// - Throws: `SQLError` where the cells are others than those that were asked for.
  init(_ row: SQLRow) throws(SQLError) {
    var cells = try SQLCells(row, count: 4, of: "id, name, alliance and value")
    id = try cells.integer()
    name = try cells.text()
    alliance = try cells.optionalText()
    value = try cells.optionalInteger()
  }
}

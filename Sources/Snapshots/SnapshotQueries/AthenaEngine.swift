package import Datasets
import Failures
import Leaderboards
package import SQL
package import Storage

/// Answers from a table of curated files that a service such as Athena queries with SQL.
///
/// Queries serve the top of boards, gains and a player's values. A snapshot's header is read from
/// the lake, in milliseconds instead of a query, and so is what somebody waits for while typing: a
/// query takes a second or two and is charged for at least 10 MB.
///
/// Strangers do not decide the bill. Requests with endless variants (gains with a client's weights,
/// deep pages, searches) are answered from the files, and so is everything after the day's queries
/// are used up. The answers are the same.
package struct AthenaEngine: QueryEngine {
  let reader: ParquetEngine
  private let runner: any SQLRunner
  private let allowance: QueryAllowance?
  let table: AthenaTable

  /// - Parameters:
  ///   - store: the lake of the table.
  ///   - runner: runs the queries.
  ///   - allowance: max queries per day; unlimited by default.
  ///   - columnBytes: the approximate memory for cached columns.
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
    var rows: [BoardRow] = []
    if count > 0 {
      guard mayAsk() else { return try await reader.top(metric, of: header, limit: limit) }
      rows = try await boardRows(metric, of: header, count: count)
    }
    return Leaderboard(
      snapshot: header.snapshot, metric: metric, totalPlayers: header.players,
      entries: CompetitionRanking.ranked(rows.compactMap(\.score), by: \.value))
  }

  /// Exactly as many rows as requested: the file states how many exist.
  private func boardRows(
    _ metric: Metric, of header: SnapshotHeader, count: Int
  ) async throws -> [BoardRow] {
    let query = table.topQuery(metric, of: header, limit: count)
    let rows = try await rows(of: query, about: [header])
    guard rows.count == count else {
      throw await missing(header, shown: rows.count, of: count)
    }
    return try rows.map { try BoardRow($0) }
  }

  /// Whether another query is allowed today; if so, it is counted.
  func mayAsk() -> Bool { allowance?.take() ?? true }

  /// - Throws: `SQLError`; `ObjectStoreError` with `.changed` if an upload was replaced.
  func rows(of query: SQLQuery, about headers: [SnapshotHeader]) async throws -> [SQLRow] {
    do throws(SQLError) {
      return try await runner.rows(of: query)
    } catch {
      // Replacing a file while it is read fails the query.
      guard error.code == .failed else { throw error }
      for header in headers where await isReplaced(header) {
        throw ObjectStoreError.replaced(header)
      }
      throw error
    }
  }

  /// Why a table shows other rows than an upload has: the upload was replaced, or the table belongs
  /// to another lake.
  func missing(_ header: SnapshotHeader, shown: Int, of count: Int) async -> any Error {
    if await isReplaced(header) { return ObjectStoreError.replaced(header) }
    return QueryError(
      code: .missingFromTable, snapshot: header.snapshot,
      reason: "the table \(table.name) has \(shown) rows of run \(header.runID), expected"
        + " \(count): check its location and partitions")
  }

  /// Whether the snapshot certainly was uploaded again or removed.
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
  /// `nil` for a player without a value.
  let score: PlayerScore?

  /// - Throws: `SQLError` if the cells are not the requested ones.
  init(_ row: SQLRow) throws(SQLError) {
    var cells = try SQLCells(row, count: 4, of: "id, name, alliance and value")
    let player = Player(
      id: try cells.integer(), name: try cells.text(), alliance: try cells.optionalText())
    score = try cells.optionalInteger().map { PlayerScore(player: player, value: $0) }
  }
}

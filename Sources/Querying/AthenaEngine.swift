package import DataLake
package import Rankings

/// Answers from a table of curated files that a service such as Athena queries with SQL.
///
/// What a snapshot says of itself is read from the lake: milliseconds instead of a query.
package struct AthenaEngine: QueryEngine {
  private let files: SnapshotFiles
  private let runner: any SQLRunner
  private let table: AthenaTable

  /// - Parameters:
  ///   - store: the lake on which the table lies.
  ///   - runner: where the queries go.
  package init(store: any ObjectStore, running runner: any SQLRunner, on table: AthenaTable) {
    files = SnapshotFiles(in: store)
    self.runner = runner
    self.table = table
  }

  package func summary(of snapshot: SnapshotID) async throws -> SnapshotSummary {
    try await files.current(snapshot).summary
  }

  package func top(
    _ metric: Metric, of upload: SnapshotSummary, limit: Int
  ) async throws -> Leaderboard {
    let count = min(limit, upload.players)
    var ranked: [BoardRow] = []
    if count > 0 {
      ranked = try await rows(metric, of: upload, count: count).filter { $0.value != nil }
    }
    let values = ranked.compactMap(\.value)
    let ranks = CompetitionRanking.ranks(of: values)
    let entries = ranked.indices.map { place in
      Leaderboard.Entry(
        rank: ranks[place], id: ranked[place].id, name: ranked[place].name,
        alliance: ranked[place].alliance, value: values[place])
    }
    return Leaderboard(
      snapshot: upload.snapshot, metric: metric, totalPlayers: upload.players, entries: entries)
  }

  /// Exactly as many rows as were asked for: the file states how many there are.
  private func rows(
    _ metric: Metric, of upload: SnapshotSummary, count: Int
  ) async throws -> [BoardRow] {
    let rows: [SQLRow]
    do throws(SQLError) {
      rows = try await runner.rows(of: table.topQuery(metric, of: upload, limit: count))
    } catch {
      // A file that is replaced while it is read fails the query.
      if error.code == .failed, await isReplaced(upload) {
        throw ObjectStoreError.replaced(upload)
      }
      throw error
    }
    guard rows.count == count else {
      if await isReplaced(upload) { throw ObjectStoreError.replaced(upload) }
      throw QueryError(
        code: .missingFromTable, snapshot: upload.snapshot,
        reason: "the table \(table.name) shows \(rows.count) rows of run \(upload.runID) where"
          + " there are \(count): do its location and its partitions fit the lake?")
    }
    return try rows.map { try BoardRow($0) }
  }

  /// Whether it is certain that the snapshot was uploaded again, or is gone.
  private func isReplaced(_ upload: SnapshotSummary) async -> Bool {
    do {
      return try await files.current(upload.snapshot).summary != upload
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
  init(_ cells: SQLRow) throws(SQLError) {
    guard cells.count == 4, let id = cells[0].flatMap({ Int64($0) }), let name = cells[1],
      cells[3] == nil || cells[3].flatMap({ Int64($0) }) != nil
    else {
      throw SQLError(code: .unreachable, reason: "a row is not id, name, alliance and value")
    }
    self.id = id
    self.name = name
    alliance = cells[2]
    value = cells[3].flatMap { Int64($0) }
  }
}

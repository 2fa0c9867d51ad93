import Datasets
import Leaderboards
import SQL
import Time

extension AthenaEngine {
  package func standings(
    of id: Int64, in headers: [SnapshotHeader]
  ) async throws -> [PlayerStanding?] {
    let filled = headers.filter { $0.players > 0 }
    guard !filled.isEmpty else { return headers.map { _ in nil } }
    guard mayAsk() else { return try await reader.standings(of: id, in: headers) }
    let rows = try await rows(of: table.standingsQuery(of: id, in: filled), about: filled)
      .map { try StandingRow($0) }
    let byDate = Dictionary(grouping: rows, by: \.date)
    for header in filled {
      let shown = byDate[header.snapshot.date.description]?.first?.playerCount ?? 0
      guard shown == header.players else {
        throw await missing(header, shown: shown, of: header.players)
      }
    }
    return headers.map { header in
      byDate[header.snapshot.date.description]?.first { $0.standing.id == id }?.standing
    }
  }
}

/// A row of `AthenaTable.standingsQuery`.
private struct StandingRow {
  let date: String
  let playerCount: Int
  let standing: PlayerStanding

  /// - Throws: `SQLError` if the cells are not the requested ones.
  init(_ row: SQLRow) throws(SQLError) {
    let count =
      AthenaTable.standingColumns.count + PlayerColumn.counters.count + 2 * Metric.allCases.count
    var cells = try SQLCells(row, count: count, of: "a date, a player, counters and ranks")
    date = try cells.text()
    playerCount = Int(clamping: try cells.integer())
    let player = Player(
      id: try cells.integer(), name: try cells.text(), alliance: try cells.optionalText())
    var values: [PlayerColumn: Int64] = [:]
    for column in PlayerColumn.counters { values[column] = try cells.optionalInteger() }
    var ranks: [Metric: PlayerStanding.Rank] = [:]
    for metric in Metric.allCases {
      let (rank, ranked) = (try cells.integer(), try cells.integer())
      if values[metric.column] == nil { continue }
      ranks[metric] = PlayerStanding.Rank(rank: Int(clamping: rank), of: Int(clamping: ranked))
    }
    standing = PlayerStanding(player: player, values: values, ranks: ranks)
  }
}

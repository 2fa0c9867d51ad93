import Datasets
import SQL
import Time

extension AthenaTable {
  /// The columns of `standingsQuery` before those of the metrics.
  static let standingColumns = ["dt", "player_count", "id", "name", "alliance"]

  /// A player in several uploads of a kingdom. Columns: dt, number of players, id, name, alliance,
  /// the counters in order, and for each metric its rank and the number of ranked players.
  ///
  /// Each upload also has a row for its smallest id, so that an upload without the player differs
  /// from one that the table does not show.
  func standingsQuery(of id: Int64, in headers: [SnapshotHeader]) -> SQLQuery {
    let counters = PlayerColumn.counters.map { "\"\($0.name)\"" }
    let ranks = Metric.allCases.flatMap { metric in
      let column = "\"\(metric.column.name)\""
      return [
        "rank() OVER (PARTITION BY dt ORDER BY \(column) DESC NULLS LAST) AS \(metric.rawValue)_rank",
        "count(\(column)) OVER (PARTITION BY dt) AS \(metric.rawValue)_count",
      ]
    }
    let rankNames = Metric.allCases.flatMap { ["\($0.rawValue)_rank", "\($0.rawValue)_count"] }
    let inner = Self.standingColumns.filter { $0 != "player_count" } + counters + ranks
    let marks = Array(repeating: "?", count: headers.count).joined(separator: ", ")
    return SQLQuery(
      """
      SELECT \((Self.standingColumns + counters + rankNames).joined(separator: ", ")) FROM (\
      SELECT \(inner.joined(separator: ", ")), count(*) OVER (PARTITION BY dt) AS player_count, \
      min(id) OVER (PARTITION BY dt) AS least_id \
      FROM \(name) WHERE kingdom = ? AND dt IN (\(marks)) AND run_id IN (\(marks))\
      ) WHERE id = ? OR id = least_id
      """,
      headers.prefix(1).map { .integer(Int64($0.snapshot.kingdom.number)) }
        + headers.map { .text($0.snapshot.date.description) } + headers.map { .text($0.runID) } + [
          .integer(id)
        ])
  }
}

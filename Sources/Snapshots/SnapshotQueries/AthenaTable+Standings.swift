import Datasets
import SQL
import Time

extension AthenaTable {
  /// The columns of `standingsQuery` before those of the metrics.
  static let standingColumns = ["dt", "player_count", "id", "name", "alliance"]

  /// A player in several uploads of a kingdom, each as dt, how many players it lists, id, name,
  /// alliance, the counters in their order, and for each metric its rank and how many are ranked.
  ///
  /// Each upload has a row of its least id too, so that one that does not list the player is told
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

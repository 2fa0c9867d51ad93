import Datasets
import SQL
import Time

extension AthenaTable {
  /// The kind of a row of `gainsQuery`.
  enum GainKind: Int64, CaseIterable {
    case compared, arrived, departed, withoutValue
  }

  /// Joins two uploads player by player. Columns: kind, position in it, count of it, id, name,
  /// alliance, then value, rank and 1 for hidden kills, at the earlier date and at the later one.
  /// The last two columns are the table's row counts of each upload. Of the compared players the
  /// top `limit` are returned, of the other kinds `Gains.listLimit` each.
  ///
  /// Each upload is read once, and its rows are counted where they are joined: a second read could
  /// see another upload. There is no `WITH`, since parameters in one have been bound in another
  /// order than that of the text (trinodb/trino#1191).
  func gainsQuery(_ query: GainsQuery, limit: Int) -> SQLQuery {
    SQLQuery(
      """
      SELECT kind, place, kind_count, id, name, alliance, a_value, a_place, a_hidden, \
      b_value, b_place, b_hidden, a_count, b_count FROM (SELECT pairs.*, \
      row_number() OVER (PARTITION BY kind ORDER BY weight DESC NULLS LAST, id) AS place, \
      count(*) OVER (PARTITION BY kind) AS kind_count, \
      count(a_id) OVER () AS a_count, count(b_id) OVER () AS b_count FROM (SELECT \
      CASE WHEN a.id IS NULL THEN 1 WHEN b.id IS NULL THEN 2 \
      WHEN a.value IS NULL OR b.value IS NULL THEN 3 ELSE 0 END AS kind, \
      a.id AS a_id, b.id AS b_id, COALESCE(b.id, a.id) AS id, \
      CASE WHEN b.id IS NULL THEN a.name ELSE b.name END AS name, \
      CASE WHEN b.id IS NULL THEN a.alliance ELSE b.alliance END AS alliance, \
      a.value AS a_value, a.place AS a_place, a.hidden AS a_hidden, \
      b.value AS b_value, b.place AS b_place, b.hidden AS b_hidden, \
      CASE WHEN a.id IS NULL THEN b.value WHEN b.id IS NULL THEN a.value \
      WHEN a.value IS NULL OR b.value IS NULL THEN 0 \
      WHEN b.value > a.value THEN b.value - a.value ELSE 0 END AS weight \
      FROM (\(side(query.measure))) AS a FULL OUTER JOIN (\(side(query.measure))) AS b \
      ON a.id = b.id) AS pairs) \
      WHERE kind = 0 AND place <= ? OR kind > 0 AND place <= ? ORDER BY kind, place
      """,
      bound(to: query.from) + bound(to: query.to) + [
        .integer(Int64(max(limit, 1))), .integer(Int64(Gains.listLimit)),
      ])
  }

  /// The players of one upload with the measured number.
  private func side(_ measure: GainMeasure) -> String {
    let tiers = (1...5).map { "t\($0)_kills" }
    let known = tiers.map { "COALESCE(\($0), 0)" }.joined(separator: " + ")
    let hidden =
      measure.countsKills
      ? """
      CASE WHEN kill_points > 0 AND COALESCE(\(tiers.joined(separator: ", "))) IS NOT NULL \
      AND \(known) = 0 THEN 1 ELSE 0 END
      """ : "0"
    return """
      SELECT id, name, alliance, value, \
      rank() OVER (ORDER BY value DESC NULLS LAST) AS place, hidden FROM (\
      SELECT id, name, alliance, \(measure.sql) AS value, \(hidden) AS hidden \
      FROM \(name) WHERE kingdom = ? AND dt = ? AND run_id = ?)
      """
  }

  /// The values that bind the rows to one upload.
  private func bound(to header: SnapshotHeader) -> [SQLQuery.Value] {
    [
      .integer(Int64(header.snapshot.kingdom.number)), .text(header.snapshot.date.description),
      .text(header.runID),
    ]
  }
}

extension GainMeasure {
  /// The measure as an expression over the table's columns.
  ///
  /// The weights are part of the text, since Athena accepts parameters in `WHERE` only: by their
  /// type they are whole numbers from 0 to 1,000,000. Decimals, which cannot overflow here, tell
  /// whether the sum is too large. The sum occurs once in the text: an expression that occurs twice
  /// could be evaluated early, for rows where it overflows.
  fileprivate var sql: String {
    switch self {
    case .column(let metric):
      return "\"\(metric.column.name)\""
    case .weighted(let weights):
      let terms = [
        ("t4_kills", weights.t4Kills), ("t5_kills", weights.t5Kills), ("deaths", weights.deaths),
      ]
      let wide = terms.map { "CAST(\($0) AS decimal(19, 0)) * \($1)" }.joined(separator: " + ")
      let sum = terms.map { "\($0) * \($1)" }.joined(separator: " + ")
      return "CASE WHEN \(wide) <= \(Self.maxValue) THEN \(sum) END"
    }
  }
}

import Datasets
import SQL
import Time

/// The table of curated files in Athena's catalog.
///
/// Its location is `curated/source=rok_players/` of the lake; its partition columns are `kingdom`,
/// an `int`, and `dt`, a `string` such as `2026-01-26`. The other columns are those of the file,
/// except for the file's own `kingdom`.
package struct AthenaTable: Hashable, Sendable {
  /// Quoted for SQL.
  let name: String

  /// - Parameters: names of ASCII letters, digits and `_`, since they become part of the SQL;
  ///   anything else gives `nil`.
  package init?(database: String, table: String) {
    guard Self.isName(database), Self.isName(table) else { return nil }
    name = "\"\(database)\".\"\(table)\""
  }

  private static func isName(_ text: String) -> Bool {
    // Glue rejects longer names.
    (1...255).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  /// The top of one upload, followed by players without a value, as id, name, alliance and value.
  ///
  /// Values occur in `WHERE` only: Athena accepts `?` nowhere else. The run binds the rows to one
  /// upload.
  func topQuery(_ metric: Metric, of header: SnapshotHeader, limit: Int) -> SQLQuery {
    let column = "\"\(metric.column.name)\""
    return SQLQuery(
      """
      SELECT id, name, alliance, value FROM (\
      SELECT id, name, alliance, \(column) AS value, \
      row_number() OVER (ORDER BY \(column) DESC NULLS LAST, id) AS place \
      FROM \(name) WHERE kingdom = ? AND dt = ? AND run_id = ?\
      ) WHERE place <= ? ORDER BY place
      """,
      [
        .integer(Int64(header.snapshot.kingdom.number)), .text(header.snapshot.date.description),
        .text(header.runID), .integer(Int64(limit)),
      ])
  }
}

import JSON
import SQL

/// A part of a query's rows (Athena API, `GetQueryResults`).
struct AthenaResultPage: Equatable {
  /// The most rows the service puts on a page, the header among them.
  static let maxRowCount = 1_000

  let rows: [SQLRow]
  /// By which the next page is asked for; `nil` on the last one.
  let nextToken: String?

  /// - Parameter isFirst: whether the first row must be the header, which is left out.
  /// - Returns: `nil` where the answer is no such page, or a row has another number of cells.
  init?(_ answer: JSONValue, isFirst: Bool) {
    guard let result = answer["ResultSet"], let rows = result["Rows"]?.elements,
      let columns = result["ResultSetMetadata"]?["ColumnInfo"]?.elements
    else { return nil }
    var cells: [SQLRow] = []
    for row in rows {
      guard let data = row["Data"]?.elements, data.count == columns.count else { return nil }
      cells.append(data.map { $0["VarCharValue"]?.string })
    }
    if isFirst {
      guard cells.first == columns.map({ $0["Name"]?.string }) else { return nil }
      cells.removeFirst()
    }
    self.rows = cells
    nextToken = answer["NextToken"]?.string
  }
}

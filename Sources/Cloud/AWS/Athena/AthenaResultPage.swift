import JSON
import SQL

/// A part of a query's rows (Athena API, `GetQueryResults`).
struct AthenaResultPage: Equatable {
  /// The service's max rows per page, including the header.
  static let maxRowCount = 1_000

  let rows: [SQLRow]
  /// The token of the next page; `nil` on the last one.
  let nextToken: String?

  /// - Parameter isFirst: whether the first row must be the header, which is dropped.
  /// - Returns: `nil` if the answer is not such a page, or a row has another number of cells.
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

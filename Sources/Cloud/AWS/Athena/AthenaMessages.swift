import JSON
import SQL

/// A request to the service: the name of an operation and its parameters.
enum AthenaAction {
  /// - Parameter token: makes the start idempotent: the same token starts no second query.
  case start(SQLQuery, token: String, AthenaSettings)
  case state(of: AthenaQueryID)
  case results(of: AthenaQueryID, nextToken: String?)
  case stop(AthenaQueryID)

  var name: String {
    switch self {
    case .start: "StartQueryExecution"
    case .state: "GetQueryExecution"
    case .results: "GetQueryResults"
    case .stop: "StopQueryExecution"
    }
  }

  /// The parameters in the service's JSON.
  var body: [UInt8] {
    var json = JSONWriter()
    json.object {
      switch self {
      case .start(let query, let token, let settings):
        Self.write(query, token: token, settings, to: &$0)
      case .state(let id), .stop(let id):
        $0.member("QueryExecutionId", id.text)
      case .results(let id, let nextToken):
        $0.member("QueryExecutionId", id.text)
        $0.member("MaxResults", AthenaResultPage.maxRowCount)
        if let nextToken { $0.member("NextToken", nextToken) }
      }
    }
    return json.utf8
  }

  private static func write(
    _ query: SQLQuery, token: String, _ settings: AthenaSettings, to json: inout JSONWriter
  ) {
    json.member("QueryString", query.text)
    json.member("ClientRequestToken", token)
    json.member("WorkGroup", settings.workgroup)
    json.object("QueryExecutionContext") {
      $0.member("Catalog", settings.catalog)
      $0.member("Database", settings.database)
    }
    // The service rejects an empty list.
    if !query.values.isEmpty {
      json.array("ExecutionParameters") { for value in query.values { $0.value(value.literal) } }
    }
    // Result reuse is off: Athena treats queries of one meaning as equal, so a file that was
    // rebuilt from the same upload would give the old board.
  }
}

/// The service's id of a query.
struct AthenaQueryID: Hashable {
  let text: String
}

/// The progress of a query (Athena API, `QueryExecutionStatus`).
enum AthenaQueryState: Equatable {
  case queued
  case running
  case succeeded
  /// - Parameter reason: in the service's words.
  case failed(reason: String)
  case cancelled(reason: String)

  /// - Parameter answer: the answer of `GetQueryExecution`.
  /// - Returns: `nil` if it has no state, or an unknown one.
  init?(_ answer: JSONValue) {
    guard let status = answer["QueryExecution"]?["Status"], let state = status["State"]?.string
    else { return nil }
    switch state {
    case "QUEUED": self = .queued
    case "RUNNING": self = .running
    case "SUCCEEDED": self = .succeeded
    case "FAILED": self = .failed(reason: Self.reason(status))
    case "CANCELLED": self = .cancelled(reason: Self.reason(status))
    default: return nil
    }
  }

  /// The reason of a state change, and the service's kind of error (Athena API, `AthenaError`).
  private static func reason(_ status: JSONValue) -> String {
    var parts = [status["StateChangeReason"]?.string ?? "no reason was given"]
    if let error = status["AthenaError"] {
      if let type = error["ErrorType"]?.integer { parts.append("error type \(type)") }
      if let category = error["ErrorCategory"]?.integer { parts.append("category \(category)") }
      if error["Retryable"]?.bool == true { parts.append("may succeed later") }
    }
    return parts.joined(separator: ", ")
  }
}

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

extension SQLQuery.Value {
  /// The value as an execution parameter of Athena: a SQL literal.
  var literal: String {
    switch self {
    case .integer(let number): return String(number)
    case .text(let text):
      let quote = "'" as Unicode.Scalar
      var literal = "'"
      // By scalars: a quote and a combining mark after it are one character, which is not a quote.
      for scalar in text.unicodeScalars {
        if scalar == quote { literal.unicodeScalars.append(quote) }
        literal.unicodeScalars.append(scalar)
      }
      literal.unicodeScalars.append(quote)
      return literal
    }
  }
}

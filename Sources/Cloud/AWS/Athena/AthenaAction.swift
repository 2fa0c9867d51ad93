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

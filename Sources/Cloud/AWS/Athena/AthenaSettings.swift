/// Where Athena runs queries, and how long they may take.
package struct AthenaSettings: Hashable, Sendable {
  /// The URL of the service without a path, such as `https://athena.eu-central-1.amazonaws.com`.
  package var endpoint: String
  /// The database in which table names are looked up.
  package var database: String
  /// The workgroup whose settings apply; it must name the location of results.
  package var workgroup: String
  package var catalog = "AwsDataCatalog"
  /// From the first call to the last row.
  package var deadline: Duration = .seconds(25)
  /// The max rows of a result; more are an error. A power of two, like the requested limits of
  /// boards.
  package var rowLimit = 1 << 16

  package init(endpoint: String, database: String, workgroup: String) {
    self.endpoint = endpoint
    self.database = database
    self.workgroup = workgroup
  }
}

/// Where Athena runs queries, and how long they may take.
package struct AthenaSettings: Hashable, Sendable {
  /// The URL of the service without a path, such as `https://athena.eu-central-1.amazonaws.com`.
  package var endpoint: String
  /// In which names of tables are looked up.
  package var database: String
  /// Whose settings hold; it must name the place of results.
  package var workgroup: String
  package var catalog = "AwsDataCatalog"
  /// From the first call until all rows are there.
  package var deadline: Duration = .seconds(25)
  /// The most rows that are taken in; more are an error. A power of two, as boards are asked for.
  package var rowLimit = 1 << 16

  package init(endpoint: String, database: String, workgroup: String) {
    self.endpoint = endpoint
    self.database = database
    self.workgroup = workgroup
  }
}

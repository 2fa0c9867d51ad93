import AWS
import HTTPAPI
import LambdaRuntime
import SnapshotAPI
import SnapshotQueries

/// The settings of the function, from its environment.
struct LeaderboardAPISettings: Sendable {
  /// The query engine.
  enum Engine: Hashable, Sendable {
    case athena(AthenaNames)
    /// Reads the curated files.
    case parquet
  }

  /// Athena's names for the table of curated files.
  struct AthenaNames: Hashable, Sendable {
    let database: String
    let table: AthenaTable
    let workgroup: String
  }

  let location: S3Location
  let engine: Engine
  let cors: CORSPolicy
  /// Max Athena queries per UTC day of this instance.
  let queriesPerDay: Int
  /// The approximate memory for cached columns; `nil` uses the engine's default.
  let columnBytes: Int?

  /// Which part of the function's memory the columns may fill. Of a large snapshot as much again is
  /// taken while it is worked on, and boards and gains are kept beside.
  private static let columnsPartOfMemory = 6

  /// As many as cost about five cents, where each is charged as 10 MB at 5 dollars a terabyte.
  private static let usualQueriesPerDay = 1_000

  /// - Throws: `FunctionFailure`, which names the variable.
  init(_ settings: FunctionSettings) throws(FunctionFailure) {
    location = try S3Location(settings)
    engine =
      switch settings["QUERY_ENGINE"] ?? "athena" {
      case "athena": .athena(try AthenaNames(settings))
      case "parquet": .parquet
      case let other:
        throw FunctionSettings.rejection(
          of: "QUERY_ENGINE", found: other, expected: "athena or parquet")
      }
    queriesPerDay =
      try settings.value(
        "ATHENA_QUERIES_PER_DAY", expected: "a whole number from 0 to 1000000"
      ) { text in
        Int(text).flatMap { (0...1_000_000).contains($0) && "\($0)" == text ? $0 : nil }
      } ?? Self.usualQueriesPerDay
    columnBytes = try settings.memoryBytes.map { $0 / Self.columnsPartOfMemory }
    cors =
      try settings.value(
        "CORS_ALLOWED_ORIGINS",
        expected: "* or origins such as https://example.org, separated by commas"
      ) { CORSPolicy($0) } ?? .anyOrigin
  }
}

extension LeaderboardAPISettings.AthenaNames {
  fileprivate init(_ settings: FunctionSettings) throws(FunctionFailure) {
    let rule = "letters, digits and underscores"
    database = try settings.required("ATHENA_DATABASE", expected: rule)
    let table = try settings.required("ATHENA_TABLE", expected: rule)
    guard AthenaTable(database: database, table: "players") != nil else {
      throw FunctionSettings.rejection(of: "ATHENA_DATABASE", found: database, expected: rule)
    }
    guard let named = AthenaTable(database: database, table: table) else {
      throw FunctionSettings.rejection(of: "ATHENA_TABLE", found: table, expected: rule)
    }
    self.table = named
    workgroup = settings["ATHENA_WORKGROUP"] ?? "primary"
  }
}

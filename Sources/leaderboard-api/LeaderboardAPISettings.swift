import LambdaRuntime
import LeaderboardAPI

/// What the owner of the function decides, read from its environment.
struct LeaderboardAPISettings: Sendable {
  /// What answers about snapshots.
  enum Engine: Hashable, Sendable {
    case athena(AthenaTable)
    /// Reads the curated files themselves.
    case parquet
  }

  /// Where Athena finds the curated files as a table.
  struct AthenaTable: Hashable, Sendable {
    let database: String
    let table: String
    let workgroup: String
  }

  let lake: LakeSettings
  let engine: Engine
  let cors: CORSPolicy

  /// - Throws: `FunctionFailure`, which names the variable.
  init(_ settings: FunctionSettings) throws(FunctionFailure) {
    lake = try LakeSettings(settings)
    engine =
      switch settings["QUERY_ENGINE"] ?? "athena" {
      case "athena": .athena(try AthenaTable(settings))
      case "parquet": .parquet
      case let other:
        throw FunctionSettings.refusal(
          of: "QUERY_ENGINE", found: other, expected: "athena or parquet")
      }
    cors =
      try settings.value(
        "CORS_ALLOWED_ORIGINS",
        expected: "* or origins such as https://example.org, separated by commas"
      ) { CORSPolicy($0) } ?? .anyOrigin
  }
}

extension LeaderboardAPISettings.AthenaTable {
  fileprivate init(_ settings: FunctionSettings) throws(FunctionFailure) {
    let name = "letters, digits and underscores"
    database = try settings.required("ATHENA_DATABASE", expected: name)
    table = try settings.required("ATHENA_TABLE", expected: name)
    workgroup = settings["ATHENA_WORKGROUP"] ?? "primary"
  }
}

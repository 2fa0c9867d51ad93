import LambdaRuntime
import LeaderboardAPI
import Querying
import Testing

@testable import leaderboard_api

@Suite struct LeaderboardAPISettingsTests {
  private func settings(_ variables: [String: String]) throws -> LeaderboardAPISettings {
    try LeaderboardAPISettings(FunctionSettings(variables))
  }

  @Test func athenaIsTheEngineUnlessTold() throws {
    let athena = try settings([
      "LAKE_BUCKET": "lake", "ATHENA_DATABASE": "standings", "ATHENA_TABLE": "players",
    ])
    let table = try #require(AthenaTable(database: "standings", table: "players"))
    #expect(
      athena.engine
        == .athena(.init(database: "standings", table: table, workgroup: "primary")))
    let parquet = try settings(["LAKE_BUCKET": "lake", "QUERY_ENGINE": "parquet"])
    #expect(parquet.engine == .parquet && parquet.cors == .anyOrigin)
  }

  @Test(arguments: [
    ("LAKE_BUCKET", ""), ("QUERY_ENGINE", "duckdb"), ("ATHENA_DATABASE", ""), ("ATHENA_TABLE", ""),
    ("ATHENA_TABLE", "a b"), ("ATHENA_DATABASE", "a\"b"),
    ("CORS_ALLOWED_ORIGINS", "example.org"), ("CORS_ALLOWED_ORIGINS", "https://a.example/"),
    ("CORS_ALLOWED_ORIGINS", "*, https://a.example"), ("CORS_ALLOWED_ORIGINS", "https://"),
    ("CORS_ALLOWED_ORIGINS", "https://a.example,,https://b.example"),
  ])
  func aWrongSettingIsRefusedByItsName(_ name: String, text: String) throws {
    var variables = [
      "LAKE_BUCKET": "lake", "ATHENA_DATABASE": "standings", "ATHENA_TABLE": "players",
    ]
    variables[name] = text
    let failure = try #require(
      #expect(throws: FunctionFailure.self) { try settings(variables) })
    #expect(failure.code == .invalidSettings && failure.place == name)
  }
}

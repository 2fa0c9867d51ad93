import Failures
import HTTPAPI
import LambdaRuntime
import SnapshotAPI
import SnapshotQueries
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

  @Test func aSmallFunctionKeepsFewerColumns() throws {
    let kept = try [nil, "128", "256", "1024"].map { megabytes in
      var variables = ["LAKE_BUCKET": "lake", "QUERY_ENGINE": "parquet"]
      variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = megabytes
      return try settings(variables).columnBytes.map { $0 >> 20 }
    }
    #expect(kept == [nil, 21, 42, 170])
  }

  @Test(arguments: [
    ("LAKE_BUCKET", ""), ("QUERY_ENGINE", "duckdb"), ("ATHENA_DATABASE", ""), ("ATHENA_TABLE", ""),
    ("ATHENA_TABLE", "a b"), ("ATHENA_DATABASE", "a\"b"),
    ("CORS_ALLOWED_ORIGINS", "example.org"), ("CORS_ALLOWED_ORIGINS", "https://a.example/"),
    ("CORS_ALLOWED_ORIGINS", "*, https://a.example"), ("CORS_ALLOWED_ORIGINS", "https://"),
    ("CORS_ALLOWED_ORIGINS", "https://a.example,,https://b.example"),
    ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "much"), ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1"),
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

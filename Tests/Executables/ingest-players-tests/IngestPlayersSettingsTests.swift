import AWS
import Datasets
import Failures
import LambdaRuntime
import SnapshotIngestion
import Testing
import UploadReading

@testable import ingest_players

@Suite struct IngestPlayersSettingsTests {
  @Test func theBucketAloneIsNeeded() throws {
    let settings = try IngestPlayersSettings(FunctionSettings(["LAKE_BUCKET": "lake"]))
    #expect(settings.location.bucket == "lake" && settings.location.prefix == "")
    #expect(settings.ingestion.dkpWeights == .standard)
  }

  @Test(arguments: [("season-1", "season-1"), ("season-1/", "season-1"), ("a/b", "a/b"), ("/", "")])
  func aPrefixHasNoSlashAtItsEnd(_ written: String, prefix: String) throws {
    let settings = FunctionSettings(["LAKE_BUCKET": "lake", "LAKE_PREFIX": written])
    #expect(try IngestPlayersSettings(settings).location.prefix == prefix)
  }

  @Test(arguments: [
    ("LAKE_BUCKET", ""), ("LAKE_BUCKET", "lake/inbox"), ("LAKE_BUCKET", "No Bucket"),
    ("LAKE_PREFIX", "/a"), ("LAKE_PREFIX", "a//b"),
    ("DKP_WEIGHTS", "t4:10"), ("DKP_WEIGHTS", "10/30/80"),
    ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "much"), ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1"),
  ])
  func aWrongSettingIsRefusedByItsName(_ name: String, text: String) throws {
    var variables = ["LAKE_BUCKET": "lake"]
    variables[name] = text
    let failure = try #require(
      #expect(throws: FunctionFailure.self) {
        try IngestPlayersSettings(FunctionSettings(variables))
      })
    #expect(failure.code == .invalidSettings && failure.place == name)
    #expect(failure.reason.contains("expected") && failure.reason.contains(text))
  }

  @Test func uploadsAreBoundToTheMemoryOfTheFunction() throws {
    let limits = try ["128", "512", "10240"].map {
      try IngestPlayersSettings(
        FunctionSettings(["LAKE_BUCKET": "lake", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": $0])
      ).ingestion.reading.limits
    }
    let bytes = limits.map(\.uploadBytes)
    #expect(bytes[0] >= 20 << 20 && bytes[0] < 128 << 20 && bytes[0] < bytes[1])
    #expect(limits.allSatisfy { $0.textBytes >= $0.uploadBytes })
    #expect(limits[0].rows >= 300_000 && limits[0].rows < limits[1].rows)
    #expect(limits[2].rows == UploadLimits().rows && bytes[2] == UploadLimits().uploadBytes)
  }
}

import ArgumentParser
import Datasets
import Failures
import Foundation
import HTTP
import HTTPAPI
import SnapshotIngestion
import SnapshotQueries
import Storage
import Testing
import Time
import UploadReading

@testable import Commands

/// What the parser of the command line and the exit codes make of arguments.
@Suite struct UsageTests {
  @Test(arguments: [
    (["top"], "metric"), (["top", "fame", "--kingdom", "51"], "fame"),
    (["top", "dkp"], "--kingdom"), (["top", "dkp", "--kingdom", "none"], "none"),
    (["top", "dkp", "--kingdom", "51", "--limit", "0"], "--limit: found 0, expected 1 to 1000000"),
    (
      ["top", "dkp", "--kingdom", "51", "--date", "yesterday"],
      "--date: found \"yesterday\", expected latest or YYYY-MM-DD"
    ),
    (["gains", "kills", "--kingdom", "51", "--weights", "t4:1,t5:2,deaths:3"], "expected dkp"),
    (
      ["gains", "dkp", "--kingdom", "51", "--from", "2026-01-26", "--to", "2026-01-19"],
      "--from: found 2026-01-26, expected a date before 2026-01-19"
    ),
    (["ingest"], "files"),
    (["ingest", "a.csv", "--split-dates", "--date", "2026-01-26"], "--date"),
    (["ingest", "a.csv", "--threads", "257"], "--threads: found 257, expected 0 to 256"),
    (["serve", "--port", "65536"], "--port: found 65536, expected 0 to 65535"),
    (["serve", "--upload-limit", "0"], "--upload-limit: found 0, expected 1 to 1048576"),
    (["serve", "--allow-origin", "example.org"], "--allow-origin: found example.org"),
    (["serve", "--read-only", "--accept-uploads"], "exclude each other"),
    (["top", "dkp", "--kingdom", "51", "--lake", "s3://"], "--lake: "), (["nonsense"], "nonsense"),
    (["verify", "--format", "csv"], "csv"), (["snapshots", "--format", "text"], "text"),
  ])
  func wrongUsageIsExplainedOnTheErrorStream(arguments: [String], part: String) async {
    let run = await CommandRun(arguments)
    #expect(run.code == .wrongUsage)
    #expect(run.output.isEmpty)
    #expect(run.messages.contains(part))
  }

  @Test(arguments: [
    (["--help"], "USAGE: standings <subcommand>"), (["--version"], "standings 0.1.0\n"),
    (["help", "top"], "USAGE: standings top <metric> --kingdom <number>"),
    (["serve", "--help"], "--allow-origin <origin>"), ([], "USAGE: standings <subcommand>"),
  ])
  func helpIsAResult(arguments: [String], part: String) async {
    let run = await CommandRun(arguments)
    #expect(run.code == .done)
    #expect(run.messages.isEmpty)
    #expect(run.output.contains(part))
  }

  @Test func optionsOfUploadsHaveTheirDefaults() throws {
    let command = try #require(
      try StandingsCommand.parseAsRoot(["ingest", "a.csv"]) as? IngestCommand)
    #expect(command.uploads.files == ["a.csv"])
    #expect(command.uploads.kingdom == nil && command.uploads.date == nil)
    #expect(command.uploads.format == .text && !command.uploads.splitDates)
    #expect(command.ingestion.settings.dkpWeights == .standard)
    #expect(command.options.lake.description == "./lake")
  }

  @Test func theLakeMayBeABucket() throws {
    let command = try #require(
      try StandingsCommand.parseAsRoot(["snapshots", "--lake", "s3://bucket/part"])
        as? SnapshotsCommand)
    guard case .bucket(let location) = command.options.lake else {
      Issue.record("expected a bucket, found \(command.options.lake)")
      return
    }
    #expect("\(location)" == "s3://bucket/part")
  }

  @Test(arguments: [
    ([], "same origin"), (["--allow-origin", "*"], "any"),
    (["--allow-origin", "https://a.example", "--allow-origin", "https://b.example"], "two"),
  ])
  func aServerLetsTheNamedOriginsRead(arguments: [String], what: String) throws {
    let command = try #require(
      try StandingsCommand.parseAsRoot(["serve"] + arguments) as? ServeCommand)
    let allowed = ["https://a.example", "https://c.example"].map { origin in
      command.cors?.headers(for: origin)["Access-Control-Allow-Origin"] != nil
    }
    #expect(allowed == (what == "any" ? [true, true] : [what == "two", false]))
  }

  @Test(arguments: [
    (ObjectStoreErrorCode.unreachable, CommandExit.Code.lakeUnreachable),
    (.forbidden, .lakeUnreachable), (.full, .lakeUnreachable), (.damaged, .lakeUnreachable),
  ])
  func aLakeThatCannotBeUsedHasItsOwnCode(code: ObjectStoreErrorCode, status: CommandExit.Code) {
    let error = ObjectStoreError(code: code, place: "lake", reason: "why")
    #expect(CommandExit(error).code == status)
    #expect(CommandExit(error).message == "error: the lake cannot be used: lake: why")
  }

  @Test(arguments: [
    (ObjectStoreErrorCode.notFound, CommandExit.Code.wrongUsage), (.forbidden, .wrongUsage),
    (.wrongKind, .wrongUsage), (.invalidKey, .wrongUsage), (.failed, .failed),
    (.damaged, .failed), (.unreachable, .failed),
  ])
  func aFileThatCannotBeReadIsTheFaultOfWhoNamedItOrOfTheSystem(
    code: ObjectStoreErrorCode, status: CommandExit.Code
  ) {
    let error = ObjectStoreError(code: code, place: "a\u{1B}.csv", reason: "why")
    let exit = CommandExit(reading: "a\u{1B}.csv", error)
    #expect(exit.code == status)
    #expect(exit.message == "error: a\u{FFFD}.csv cannot be read: why")
  }

  @Test func anUnforeseenErrorIsAFaultOfStandings() {
    struct Surprise: Error {}
    let exit = CommandExit(Surprise())
    #expect(exit.code == .failed)
    #expect(exit.message?.contains("Standings itself failed") == true)
  }

  @Test(arguments: [(ENOSPC, CommandExit.Code.failed), (EPIPE, .done)])
  func aResultThatCannotBeWrittenFails(failure: CInt, code: CommandExit.Code) async throws {
    try await withCommandLake { lake in
      try await lake.fill()
      let run = await CommandRun(["snapshots", "--lake", lake.lake], failure: failure)
      #expect(run.code == code)
      #expect(run.messages.contains("the result could not be written") == (code == .failed))
    }
  }

  @Test(arguments: [
    (
      QueryError.Code.noSnapshot, CommandExit.Code.wrongUsage,
      "error: kingdom 51 has no snapshot of 2026-01-26"
    ),
    (
      .unreadableSnapshot, .lakeUnreachable,
      "error: the snapshot of kingdom 51, 2026-01-26, cannot be read: why"
    ),
    (
      .missingFromTable, .lakeUnreachable,
      "error: the snapshot of kingdom 51, 2026-01-26, cannot be read: why"
    ),
  ])
  func aSnapshotThatCannotBeQueriedHasItsCode(
    code: QueryError.Code, status: CommandExit.Code, message: String
  ) throws {
    let snapshot = SnapshotID(
      kingdom: try #require(Kingdom(51)), date: try #require(CalendarDate("2026-01-26")))
    let exit = CommandExit(QueryError(code: code, snapshot: snapshot, reason: "why"))
    #expect(exit.code == status)
    #expect(exit.message == message)
  }

  /// The limits of numbers and dates: the last accepted value, and the first that is not.
  @Test(arguments: [
    (["top", "dkp", "--kingdom", "1", "--limit", "1"], true),
    (["top", "dkp", "--kingdom", "0"], false),
    (["top", "dkp", "--kingdom", "51", "--limit", "1000000"], true),
    (["top", "dkp", "--kingdom", "51", "--limit", "1000001"], false),
    (["top", "dkp", "--kingdom", "51", "--limit", "1.5"], false),
    (["top", "dkp", "--kingdom", "51", "--date", "latest"], true),
    (["top", "dkp", "--kingdom", "51", "--date", "2026-02-29"], false),
    (["top", "kill_points", "--kingdom", "51"], true),
    (["top", "kill-points", "--kingdom", "51"], false),
    (["gains", "dkp", "--kingdom", "51", "--limit", "0"], false),
    (["gains", "dkp", "--kingdom", "51", "--from", "2026-01-26", "--to", "2026-01-26"], false),
    (["gains", "dkp", "--kingdom", "51", "--from", "2026-01-25", "--to", "2026-01-26"], true),
    (["gains", "dkp", "--kingdom", "51", "--weights", "t4:0,t5:0,deaths:1000000"], true),
    (["gains", "dkp", "--kingdom", "51", "--weights", "t4:0,t5:0,deaths:1000001"], false),
    (["gains", "dkp", "--kingdom", "51", "--weights", "t4:1,t5:2"], false),
    (["ingest", "a", "--event-time", "2026-01-26T15:30:12Z"], true),
    (["ingest", "a", "--event-time", "2026-01-26"], false),
    (["ingest", "a", "--threads", "0"], true), (["ingest", "a", "--threads", "256"], true),
    (["ingest", "a", "--threads", "-1"], false),
    (["ingest", "a", "--duplicates", "keep-last"], true),
    (["ingest", "a", "--duplicates", "keepLast"], false),
    (["check", "a", "--split-dates"], true), (["check", "a", "--date", "26.01.2026"], false),
    (["check", "a", "--event-time", "2026-01-26T15:30:12Z"], false),
    (["serve", "--port", "0"], true), (["serve", "--port", "-1"], false),
    (["serve", "--upload-limit", "1048576"], true),
    (["serve", "--upload-limit", "1048577"], false),
    (["serve", "--allow-origin", "*", "--allow-origin", "https://a.example"], false),
    (["inspect"], false), (["inspect", "a.parquet", "b.parquet"], false),
    (["verify", "--lake", "s3://bucket"], true), (["verify", "--lake", "s3://"], false),
  ])
  func argumentsHaveLimits(arguments: [String], areAccepted: Bool) {
    let command = try? StandingsCommand.parseAsRoot(arguments)
    #expect((command != nil) == areAccepted)
  }

  @Test func optionsOfAnUploadReachItsSettings() throws {
    let command = try #require(
      try StandingsCommand.parseAsRoot([
        "check", "a.csv", "b.csv", "--dkp-weights", "t4:1,t5:2,deaths:3", "--duplicates",
        "keep-last", "--threads", "3", "--kingdom", "51", "--date", "2026-01-26",
      ]) as? CheckCommand)
    let settings = command.ingestion.settings
    #expect(settings.dkpWeights == DKPWeights(t4Kills: 1, t5Kills: 2, deaths: 3))
    #expect(settings.reading.duplicates == .keepLast)
    #expect(settings.threads == 3)
    let time = try #require(Instant("2026-01-26T15:30:12Z"))
    let request = command.uploads.request(at: time, isComplete: false)
    #expect(request.kingdom == Kingdom(51) && request.date == CalendarDate("2026-01-26"))
    #expect(request.time == time && !request.isComplete && !request.splitsDates)
    #expect(command.uploads.files == ["a.csv", "b.csv"])
  }

  @Test func aLongNameOfAFileIsNoNameOfAnUpload() async {
    let run = await CommandRun(
      ["check", "\(String(repeating: "n", count: 201)).csv", "--kingdom", "51"])
    #expect(run.code == .wrongUsage)
    #expect(run.messages.contains("is not a valid name of an upload: expected at most 200 bytes"))
  }
}

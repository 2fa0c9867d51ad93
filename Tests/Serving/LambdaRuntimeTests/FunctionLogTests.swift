import Failures
import JSON
import Testing
import Time

@testable import LambdaRuntime

@Suite struct FunctionLogTests {
  private let lines = KeptLines()
  private var log: FunctionLog { FunctionLog(to: lines, now: { .epoch }) }

  @Test func aLineHasTheMembersOfLambdasFormatAndItsOwn() {
    log.of("abc").info("done \u{7}") { $0.member("rows", 3) }
    let expected: JSONValue = .object([
      ("timestamp", .string("1970-01-01T00:00:00Z")), ("level", .string("INFO")),
      ("message", .string("done \u{7}")), ("requestId", .string("abc")), ("rows", .number("3")),
    ])
    #expect(lines.json == [expected])
  }

  @Test func outsideOfAnInvocationNoneIsNamed() {
    log.warn("starting")
    #expect(lines.json.map { $0["requestId"] } == [nil])
  }

  @Test(arguments: LogLevel.allCases)
  func linesBelowTheLevelAreNotWritten(_ level: LogLevel) {
    let log = FunctionLog(to: lines, level: level)
    for each in LogLevel.allCases { log.write(each, "a line") }
    let written = lines.json.compactMap { $0["level"]?.string }
    let position = LogLevel.allCases.firstIndex(of: level) ?? 0
    #expect(written == LogLevel.allCases[position...].map(\.rawValue))
  }

  @Test func metricsAreOneLineInTheEmbeddedFormatWhateverTheLevel() throws {
    let metrics = InvocationMetrics()
    metrics.add(2, to: FunctionMetric("RowsAccepted", .count))
    metrics.add(300, to: FunctionMetric("RowsAccepted", .count))
    metrics.add(.milliseconds(2) + .nanoseconds(1_900), to: .duration)
    FunctionLog(to: lines, level: .fatal, now: { .epoch }).of("abc")
      .write(metrics, of: "ingest-players")
    let line = try #require(lines.json.first)
    let directive = try #require(line["_aws"]?["CloudWatchMetrics"]?.elements?.first)
    #expect(line["_aws"]?["Timestamp"]?.integer == 0)
    #expect(directive["Namespace"]?.string == "Standings")
    #expect(directive["Dimensions"] == .array([.array([.string("FunctionName")])]))
    let declared = directive["Metrics"]?.elements?.map { [$0["Name"]?.string, $0["Unit"]?.string] }
    #expect(declared == [["RowsAccepted", "Count"], ["Duration", "Microseconds"]])
    #expect(line["FunctionName"]?.string == "ingest-players")
    #expect(line["RowsAccepted"]?.integer == 302 && line["Duration"]?.integer == 2001)
  }

  @Test func aMetricStaysAtItsGreatest() {
    let metrics = InvocationMetrics()
    metrics.add(.max, to: .coldStart)
    metrics.add(1, to: .coldStart)
    #expect(metrics.value(of: .coldStart) == .max && metrics.value(of: .duration) == nil)
  }
}

@Suite struct FunctionSettingsTests {
  private let settings = FunctionSettings(["A": "5", "EMPTY": "", "WORD": "five"])

  @Test func aVariableThatIsEmptyCountsAsMissing() throws {
    #expect(settings["EMPTY"] == nil && settings["NONE"] == nil && settings["A"] == "5")
    #expect(try settings.value("EMPTY", expected: "a number") { Int($0) } == nil)
  }

  @Test func whatIsWrongNamesTheVariableWhatStandsThereAndWhatShould() throws {
    let missing = try #require(
      #expect(throws: FunctionFailure.self) {
        _ = try settings.required("LAKE_BUCKET", expected: "a bucket")
      })
    #expect(missing.code == .invalidSettings)
    #expect(missing.description == "LAKE_BUCKET: found nothing, expected a bucket")
    let wrong = try #require(
      #expect(throws: FunctionFailure.self) {
        _ = try settings.value("WORD", expected: "a number") { Int($0) }
      })
    #expect(wrong.description == "WORD: found \"five\", expected a number")
  }
}

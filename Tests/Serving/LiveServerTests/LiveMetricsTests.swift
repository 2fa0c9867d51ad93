import Failures
import LiveScores
import ScoreLog
import Testing
import Time

@testable import LiveServer

@Suite struct LiveMetricsTests {
  private func lines(_ metrics: LiveMetrics, _ gauges: LiveMetrics.Gauges = .init()) -> [String] {
    metrics.text(gauges).split(separator: "\n").map(String.init)
  }

  private func outcome(_ sequence: Int64) throws -> RecordedOutcome {
    RecordedOutcome(
      sequence: sequence, period: PeriodID(start: nil), before: nil, after: 1,
      fingerprint: try #require(Fingerprint(bytes: [UInt8](repeating: 0, count: 16))))
  }

  @Test func requestsAreCountedByStatus() {
    let metrics = LiveMetrics()
    for status in [200, 200, 404] { metrics.noteRequest(status: status, after: .milliseconds(3)) }
    metrics.noteRequest(status: 7, after: .seconds(9))
    let lines = lines(metrics)
    #expect(lines.contains("live_requests_total{status=\"200\"} 2"))
    #expect(lines.contains("live_requests_total{status=\"404\"} 1"))
    #expect(lines.contains("live_requests_total{status=\"100\"} 1"))
    #expect(lines.contains("live_request_duration_seconds_bucket{le=\"0.0025\"} 0"))
    #expect(lines.contains("live_request_duration_seconds_bucket{le=\"0.005\"} 3"))
    #expect(lines.contains("live_request_duration_seconds_bucket{le=\"+Inf\"} 4"))
    #expect(lines.contains("live_request_duration_seconds_count 4"))
  }

  @Test func submissionsAreCountedByOutcome() throws {
    let metrics = LiveMetrics()
    let outcomes = [
      Outcome.recorded(try outcome(1)), .recorded(try outcome(2)), .repeated(try outcome(1)),
      .conflicting(try outcome(1)), .rejected(LiveError(code: .unknownBoard, reason: "")),
    ]
    let answers = outcomes.map { SubmissionAnswer(outcome: $0, ranks: SubmissionRanks()) }
    metrics.noteCommit(
      CommitReport(submissionCount: 5, duration: .milliseconds(1), result: .success(answers)))
    metrics.noteCommit(
      CommitReport(
        submissionCount: 3, duration: .milliseconds(1),
        result: .failure(ScoreLogError(code: .full, reason: ""))))
    let lines = lines(metrics)
    for line in [
      "recorded\"} 2", "repeated\"} 1", "conflicting\"} 1", "rejected\"} 1", "failed\"} 3",
    ] {
      #expect(lines.contains("live_submissions_total{outcome=\"\(line)"))
    }
    #expect(lines.contains("live_commit_submissions_bucket{le=\"2\"} 0"))
    #expect(lines.contains("live_commit_submissions_bucket{le=\"5\"} 2"))
    #expect(lines.contains("live_commit_submissions_sum 8"))
    #expect(lines.contains("live_commit_duration_seconds_sum 0.002"))
  }

  @Test func gaugesAreWhatIsMeasuredNow() {
    var gauges = LiveMetrics.Gauges()
    gauges.isReady = true
    gauges.playerCount = 42
    let lines = lines(LiveMetrics(), gauges)
    #expect(lines.contains("live_ready 1"))
    #expect(lines.contains("live_players 42"))
    #expect(!lines.contains { $0.contains("process_resident_memory_bytes") })
  }

  /// Each metric has one HELP and one TYPE line before its values.
  @Test func everyValueIsDescribed() {
    var described: Set<Substring> = []
    for line in lines(LiveMetrics()) {
      let words = line.split(separator: " ")
      if words[0] == "#", words[1] == "TYPE" {
        #expect(described.insert(words[2]).inserted)
      } else if words[0] != "#" {
        let name = line.prefix { $0 != "{" && $0 != " " }
        #expect(described.contains { name.hasPrefix($0) })
      }
    }
    #expect(described.count == 13)
  }

  @Test func labelsAreEscaped() {
    var text = PrometheusText()
    text.metric("a", .counter, "A.", by: "b", [("\"\\\n", 1)])
    #expect(text.text == "# HELP a A.\n# TYPE a counter\na{b=\"\\\"\\\\\\n\"} 1\n")
  }
}

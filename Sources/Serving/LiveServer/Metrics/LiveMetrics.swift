import LiveScores
import ScoreLog
import Synchronization

/// Counts what a server of live boards does.
final class LiveMetrics: Sendable {
  private struct State {
    /// By status, from 100.
    var requests = [Int](repeating: 0, count: 500)
    var requestSeconds = Histogram(
      bounds: [0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1])
  }

  private struct Commits {
    var recorded = 0
    var repeated = 0
    var conflicting = 0
    var rejected = 0
    var failed = 0
    var sizes = Histogram(bounds: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000])
    var seconds = Histogram(
      bounds: [0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1])
  }

  /// What is measured when the metrics are asked for.
  struct Gauges: Sendable {
    var isReady = false
    var boardCount = 0
    var playerCount = 0
    var waitingSubmissions = 0
    var openConnections = 0
    var updateConnections = 0
    var logBytes = 0
    var logSequence: Int64 = 0
    /// `nil` where the system does not tell.
    var residentBytes: Int?

    init() {}
  }

  private let requests = Mutex(State())
  private let commits = Mutex(Commits())

  init() {}

  /// Counts a request that was answered.
  func noteRequest(status: Int, after duration: Duration) {
    requests.withLock { state in
      state.requests[min(max(status, 100), 599) - 100] += 1
      state.requestSeconds.add(duration / .seconds(1))
    }
  }

  func noteCommit(_ report: CommitReport) {
    commits.withLock { commits in
      commits.sizes.add(Double(report.submissionCount))
      commits.seconds.add(report.duration / .seconds(1))
      guard case .success(let answers) = report.result else {
        commits.failed += report.submissionCount
        return
      }
      for answer in answers {
        switch answer.outcome {
        case .recorded: commits.recorded += 1
        case .repeated: commits.repeated += 1
        case .conflicting: commits.conflicting += 1
        case .rejected: commits.rejected += 1
        }
      }
    }
  }

  /// All metrics in the text format of Prometheus.
  func text(_ gauges: Gauges) -> String {
    var text = PrometheusText()
    let requests = requests.withLock { $0 }
    let commits = commits.withLock { $0 }
    text.metric(
      "live_requests_total", .counter, "Requests that were answered, by status.", by: "status",
      requests.requests.enumerated().filter { $0.element > 0 }
        .map { ("\($0.offset + 100)", $0.element) })
    text.metric(
      "live_request_duration_seconds", "From the head of a request to its answer.",
      requests.requestSeconds)
    text.metric(
      "live_submissions_total", .counter, "Submissions that reached the log, by outcome.",
      by: "outcome",
      [
        ("recorded", commits.recorded), ("repeated", commits.repeated),
        ("conflicting", commits.conflicting), ("rejected", commits.rejected),
        ("failed", commits.failed),
      ])
    text.metric("live_commit_submissions", "Submissions of a commit.", commits.sizes)
    text.metric("live_commit_duration_seconds", "Commits, ranks included.", commits.seconds)
    text.append(gauges)
    return text.text
  }
}

extension PrometheusText {
  fileprivate mutating func append(_ gauges: LiveMetrics.Gauges) {
    metric("live_ready", .gauge, "1 if submissions are taken.", gauges.isReady ? 1 : 0)
    metric("live_boards", .gauge, "Boards in use.", gauges.boardCount)
    metric(
      "live_players", .gauge, "Players of the current periods, for each board.",
      gauges.playerCount)
    metric(
      "live_waiting_submissions", .gauge, "Submissions that are accepted and not answered.",
      gauges.waitingSubmissions)
    metric("live_open_connections", .gauge, "Open connections.", gauges.openConnections)
    metric(
      "live_update_connections", .gauge, "Open WebSockets and event streams.",
      gauges.updateConnections)
    metric("live_log_bytes", .gauge, "The files of the log.", gauges.logBytes)
    metric(
      "live_log_sequence", .gauge, "The last event of the log that is in the ranks.",
      Int(gauges.logSequence))
    if let bytes = gauges.residentBytes {
      metric("process_resident_memory_bytes", .gauge, "Resident memory.", bytes)
    }
  }
}

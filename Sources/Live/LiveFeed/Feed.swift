import Concurrency
import Time

/// Sends a game's scores at a rate, each exactly once.
struct Feed: Sendable {
  /// Ticks of a second: often enough for a board that moves smoothly.
  private static let ticks = 20
  private static let maxBatch = 1_000
  private static let backoff = Backoff(firstPause: .milliseconds(200), maxPause: .seconds(5))

  let board: String
  /// Scores a second.
  let rate: Int
  /// `nil` goes on for ever.
  let duration: Duration?
  /// Makes the keys of this run.
  let run: String
  let clock: Clock
  /// Called with what a person wants to know.
  let report: @Sendable (String) -> Void

  /// - Throws: `SendingError` if the server cannot take scores at all.
  func start(
    _ game: inout some FeedGame, to sink: any ScoreSink, opening isOpening: Bool,
    _ random: inout some RandomNumberGenerator
  ) async throws -> FeedTotals {
    var totals = FeedTotals()
    let begin = clock.uptime()
    if isOpening {
      var scores = game.opening(&random)[...]
      while !scores.isEmpty {
        let part = scores.prefix(Self.maxBatch)
        scores = scores.dropFirst(part.count)
        try await send(Array(part), to: sink, &totals)
      }
      report("\(totals.counted) players are on the board")
    }
    guard rate > 0 else { return totals }
    let first = clock.uptime()
    var (sent, reportedAt) = (0, first)
    while !Task.isCancelled {
      let now = clock.uptime()
      if let duration, now - first >= duration { break }
      let due = min(Int((now - first) / .seconds(1) * Double(rate)) - sent, Self.maxBatch)
      if due > 0 {
        let scores = (0..<due).map { _ in game.next(&random) }
        try await send(scores, to: sink, &totals)
        sent += due
      }
      if now - reportedAt >= .seconds(5) {
        report(totals.text(after: now - begin))
        reportedAt = now
      }
      try? await clock.sleep(.seconds(1) / Self.ticks)
    }
    return totals
  }

  /// Sends a batch until it counts.
  private func send(
    _ scores: [FeedScore], to sink: any ScoreSink, _ totals: inout FeedTotals
  ) async throws {
    let batch = ScoreBatch(
      board: board,
      scores: scores.enumerated().map { index, score in
        ScoreBatch.Score(
          player: score.player, score: score.score,
          key: "\(run)-\(totals.attempted + index)")
      })
    totals.attempted += scores.count
    let begin = clock.uptime()
    let outcome = try await untilAnswered { () throws(SendingError) in try await sink.send(batch) }
    totals.add(outcome, in: clock.uptime() - begin)
    if let reason = totals.newReason() { report("rejected: \(reason)") }
  }

  /// Repeats what may succeed later, such as while the server starts.
  /// - Throws: `SendingError` if it cannot, `CancellationError`.
  func untilAnswered<Value>(
    _ work: () async throws(SendingError) -> Value
  ) async throws -> Value {
    var attempts = 0
    while true {
      do throws(SendingError) {
        return try await work()
      } catch {
        guard error.isTemporary, !Task.isCancelled else { throw error }
        attempts += 1
        if attempts == 1 { report("\(error); trying again") }
        let pause = Self.backoff.pause(
          afterAttempts: attempts, fraction: Double.random(in: 0.5..<1))
        try await clock.sleep(max(pause, error.retryAfter ?? .zero))
      }
    }
  }
}

/// What a feed has done.
struct FeedTotals: Hashable, Sendable {
  var attempted = 0
  private(set) var counted = 0
  private(set) var rejected = 0
  private(set) var longest = Duration.zero
  private var reason: String?
  private var reportedReason: String?

  mutating func add(_ outcome: BatchOutcome, in time: Duration) {
    counted += outcome.counted
    rejected += outcome.rejected
    longest = max(longest, time)
    reason = outcome.reason ?? reason
  }

  /// A reason that was not reported yet.
  mutating func newReason() -> String? {
    guard reason != reportedReason else { return nil }
    reportedReason = reason
    return reason
  }

  func text(after time: Duration) -> String {
    let rate = Double(counted) / max(time / .seconds(1), 0.001)
    let longest = Int(longest / .milliseconds(1))
    let rejections = rejected == 0 ? "" : ", \(rejected) rejected"
    return "\(counted) scores\(rejections), \(Int(rate.rounded())) a second, "
      + "longest answer \(longest) ms"
  }
}

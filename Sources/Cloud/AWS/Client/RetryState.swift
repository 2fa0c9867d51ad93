package import Concurrency
package import Time

/// The attempts of one call, as a state machine without clock or socket.
package struct RetryState {
  /// What to do after a failed attempt.
  package enum Step: Hashable {
    /// Retry after a pause.
    case pause(Duration)
    /// Retry at once, with the service's clock.
    case correctClock(serverTime: Instant)
    /// Retry at once, with renewed credentials.
    case renewCredentials
    case giveUp
  }

  private let policy: RetryPolicy
  private var attempts = 0
  private var hasCorrectedClock = false
  private var hasRenewedCredentials = false
  /// Whether an attempt ended without an answer that excludes that it was carried out.
  package private(set) var isUncertain = false

  package init(_ policy: RetryPolicy) { self.policy = policy }

  /// - Parameters:
  ///   - now: the time in the attempt's signature.
  ///   - remaining: what is left of the call's time.
  ///   - fraction: a random number from 0 up to 1.
  package mutating func step(
    after failure: AttemptFailure, now: Instant, remaining: Duration, fraction: Double
  ) -> Step {
    attempts += 1
    if failure.mayHaveTakenEffect { isUncertain = true }
    guard remaining > .zero, attempts < policy.attempts else { return .giveUp }
    switch failure.remedy(now: now) {
    case .none: return .giveUp
    case .clock(let serverTime):
      if hasCorrectedClock { return .giveUp }
      hasCorrectedClock = true
      return .correctClock(serverTime: serverTime)
    case .credentials:
      if hasRenewedCredentials { return .giveUp }
      hasRenewedCredentials = true
      return .renewCredentials
    case .time:
      let pause = max(
        policy.backoff.pause(afterAttempts: attempts, fraction: fraction),
        failure.retryAfter ?? .zero)
      return pause < remaining ? .pause(pause) : .giveUp
    }
  }
}

/// How often and how long a call is retried.
package struct RetryPolicy: Hashable, Sendable {
  /// The max number of attempts.
  package var attempts = 5
  package var backoff = Backoff(firstPause: .milliseconds(100), maxPause: .seconds(5))
  /// The max time of a call with all its attempts and pauses.
  package var total: Duration = .seconds(120)

  package init() {}
}

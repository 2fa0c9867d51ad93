/// How often and how long a call is tried.
package struct RetryPolicy: Hashable, Sendable {
  /// How often a request is sent at the most.
  package var attempts = 5
  /// The longest first pause; each further one may be twice as long.
  package var firstPause: Duration = .milliseconds(100)
  package var longestPause: Duration = .seconds(5)
  /// How long a call may take with all its attempts and pauses.
  package var total: Duration = .seconds(120)

  package init() {}

  /// How long to wait before trying again, with full jitter: anything from nothing to a bound that
  /// doubles, so that many clients that failed at once do not come back at once.
  /// - Parameters:
  ///   - attempts: how often was tried, at least once.
  ///   - fraction: a random number from 0 up to 1.
  package func pause(afterAttempts attempts: Int, fraction: Double) -> Duration {
    let doublings = min(max(attempts - 1, 0), 20)
    return min(firstPause * (1 << doublings), longestPause) * fraction
  }
}

/// How pauses between attempts grow: exponential backoff with full jitter, so that many clients
/// that failed at once do not come back at once.
package struct Backoff: Hashable, Sendable {
  /// The longest first pause; each further one may be twice as long.
  package var firstPause: Duration
  package var maxPause: Duration

  package init(firstPause: Duration, maxPause: Duration) {
    self.firstPause = firstPause
    self.maxPause = maxPause
  }

  /// How long to wait before the next attempt.
  /// - Parameters:
  ///   - attempts: how many have failed, at least one.
  ///   - fraction: a random number from 0 up to 1, by which the longest pause is multiplied.
  package func pause(afterAttempts attempts: Int, fraction: Double) -> Duration {
    let doublings = min(max(attempts - 1, 0), 20)
    return min(firstPause * (1 << doublings), maxPause) * fraction
  }
}

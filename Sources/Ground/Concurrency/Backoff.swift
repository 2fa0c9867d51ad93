/// Exponential backoff with full jitter, so that clients that failed together do not return
/// together.
package struct Backoff: Hashable, Sendable {
  /// The max first pause; each further one may be twice as long.
  package var firstPause: Duration
  package var maxPause: Duration

  package init(firstPause: Duration, maxPause: Duration) {
    self.firstPause = firstPause
    self.maxPause = maxPause
  }

  /// The pause before the next attempt.
  /// - Parameters:
  ///   - attempts: failed attempts, at least one.
  ///   - fraction: a random number from 0 up to 1, multiplied with the max pause.
  package func pause(afterAttempts attempts: Int, fraction: Double) -> Duration {
    let doublings = min(max(attempts - 1, 0), 20)
    return min(firstPause * (1 << doublings), maxPause) * fraction
  }
}

/// Limits a rate: a bucket that is filled steadily and from which every use takes.
///
/// A use may take more than there is, if the bucket is full enough, so that a large use is possible
/// and paid for afterwards.
package struct TokenBucket: Sendable {
  private let rate: Double
  private let capacity: Double
  private var level: Double
  /// When `level` was right, as `Clock.uptime` counts.
  private var checkedAt: Duration

  /// - Parameters:
  ///   - rate: uses a second, more than 0.
  ///   - capacity: uses at once after a pause, at least 1.
  package init(rate: Double, capacity: Double, at now: Duration) {
    self.rate = rate
    self.capacity = max(1, capacity)
    level = self.capacity
    checkedAt = now
  }

  /// Takes from the bucket.
  /// - Returns: how long to wait if there is too little; then nothing is taken.
  package mutating func take(_ count: Int, at now: Duration) -> Duration? {
    level = min(capacity, level + max(0, (now - checkedAt) / .seconds(1)) * rate)
    checkedAt = max(checkedAt, now)
    let needed = min(Double(count), capacity)
    guard level >= needed else { return .seconds((needed - level) / rate) }
    level -= Double(count)
    return nil
  }
}

/// Pauses between polls: growing, with jitter so that queries that started together spread out.
struct AthenaPauses {
  private var longest: Duration = .milliseconds(50)

  /// Between half of the bound and the whole.
  mutating func next() -> Duration {
    defer { longest = min(longest * 1.5, .seconds(1)) }
    return longest * Double.random(in: 0.5...1)
  }
}

/// How long to wait before asking again: ever longer, and never as long as others who began at the
/// same moment.
struct AthenaPauses {
  private var longest: Duration = .milliseconds(50)

  /// Between half of what it may be and all of it.
  mutating func next() -> Duration {
    defer { longest = min(longest * 1.5, .seconds(1)) }
    return longest * Double.random(in: 0.5...1)
  }
}

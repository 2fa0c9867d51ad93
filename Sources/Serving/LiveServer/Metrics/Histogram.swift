/// Counts of values by upper bounds, and their sum.
struct Histogram: Sendable {
  /// Ascending; values above the last bound count too.
  let bounds: [Double]
  /// One more than bounds; not cumulative.
  private(set) var counts: [Int]
  private(set) var sum = 0.0

  init(bounds: [Double]) {
    self.bounds = bounds
    counts = [Int](repeating: 0, count: bounds.count + 1)
  }

  mutating func add(_ value: Double) {
    counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
    sum += value
  }
}

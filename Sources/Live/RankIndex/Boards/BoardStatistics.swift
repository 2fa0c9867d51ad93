/// What the scores of a board are like.
package struct BoardStatistics: Hashable, Sendable {
  package let count: Int
  /// The exact sum of all scores.
  package let sum: Int128
  /// `nil` if the board has no entries.
  package let scores: ScoreSpread?

  package init(count: Int, sum: Int128, scores: ScoreSpread?) {
    self.count = count
    self.sum = sum
    self.scores = scores
  }

  /// The arithmetic mean, rounded to a double.
  package var mean: Double? { count == 0 ? nil : Double(sum) / Double(count) }
}

/// The scores at the ends and in the middle of a board.
package struct ScoreSpread: Hashable, Sendable {
  package let best: Int64
  package let worst: Int64
  /// The scores of the one or two entries in the middle; the same if the count is odd.
  package let betterMedian: Int64
  package let worseMedian: Int64

  package init(best: Int64, worst: Int64, betterMedian: Int64, worseMedian: Int64) {
    self.best = best
    self.worst = worst
    self.betterMedian = betterMedian
    self.worseMedian = worseMedian
  }

  /// The median, rounded to a double.
  package var median: Double { Double(Int128(betterMedian) + Int128(worseMedian)) / 2 }
}

/// How a score compares with the scores of a board.
package struct ScoreComparison: Hashable, Sendable {
  /// How many entries have a better score.
  package let better: Int
  /// How many have this score.
  package let equal: Int
  package let worse: Int

  package init(better: Int, equal: Int, worse: Int) {
    self.better = better
    self.equal = equal
    self.worse = worse
  }

  /// The shared rank that the score has or would have.
  package var rank: Int { better + 1 }

  /// The percentile rank from 0 to 100: the share of worse scores and half of the equal ones.
  /// `nil` for a board without entries.
  package var percentile: Double? {
    let count = better + equal + worse
    return count == 0 ? nil : 100 * (Double(worse) + Double(equal) / 2) / Double(count)
  }
}

import Leaderboards

/// What a submission does to a player's score.
package enum UpdateMode: String, CaseIterable, Sendable {
  /// The new score replaces the old one.
  case replace
  /// The new score is added to the old one.
  case increment
  /// The better of the two stays: the higher one, or the lower one on ascending boards.
  case best
}

extension BoardDefinition {
  /// A player's score after a submission.
  /// - Parameter current: `nil` if the player has no score in the period.
  /// - Throws: `LiveError` with `scoreOutOfRange`.
  package func score(after submitted: Int64, on current: Int64?) throws(LiveError) -> Int64 {
    guard let current else { return submitted }
    switch updateMode {
    case .replace: return submitted
    case .increment: return try scale.sum(current, submitted)
    case .best: return order.isBetter(submitted, than: current) ? submitted : current
    }
  }
}

package import Time

/// The period of a board, remembered until it ends: to find it takes longer than to read a rank.
package struct RememberedPeriod: Sendable {
  private var last: (period: Period, resetAt: Instant?)?

  package init() {}

  /// The period of a moment.
  /// - Parameter board: always the same one, with its last reset by hand.
  package mutating func period(of board: Board, at instant: Instant) -> Period {
    // A reset by hand that is yet to come would end the period before its planned end.
    if let reset = board.resetAt, instant < reset { return board.period(at: instant) }
    if let last, last.resetAt == board.resetAt, last.period.contains(instant) {
      return last.period
    }
    let period = board.period(at: instant)
    last = (period, board.resetAt)
    return period
  }
}

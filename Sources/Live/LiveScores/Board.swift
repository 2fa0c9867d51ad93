package import Time

/// A board in use.
package struct Board: Hashable, Sendable {
  /// Names the board for ever: a board that is created again under the id of a removed one has
  /// another number, and so none of its scores.
  package let number: Int64
  package var definition: BoardDefinition
  package let createdAt: Instant
  /// The last reset by hand.
  package var resetAt: Instant?

  package init(
    number: Int64, definition: BoardDefinition, createdAt: Instant, resetAt: Instant? = nil
  ) {
    self.number = number
    self.definition = definition
    self.createdAt = createdAt
    self.resetAt = resetAt
  }

  package var id: BoardID { definition.id }

  /// The period of a moment, which a reset by hand begins as well as the schedule.
  package func period(at instant: Instant) -> Period {
    let planned = definition.reset.period(at: instant, in: definition.calendar)
    guard let resetAt, resetAt <= instant, planned.start.map({ $0 < resetAt }) ?? true else {
      return planned
    }
    return Period(start: resetAt, end: planned.end)
  }
}

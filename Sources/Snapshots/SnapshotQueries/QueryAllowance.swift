import Synchronization
package import Time

/// The daily budget of queries for a service that charges per query. A day is a UTC day; the budget
/// is per process.
package final class QueryAllowance: Sendable {
  /// The counts since they were last taken.
  package struct Notes: Hashable, Sendable {
    /// Allowed queries.
    package var allowed = 0
    /// Rejected queries.
    package var refused = 0
    /// Whether the day's first rejection is among them.
    package var isUsedUp = false

    package init(allowed: Int = 0, refused: Int = 0, isUsedUp: Bool = false) {
      self.allowed = allowed
      self.refused = refused
      self.isUsedUp = isUsedUp
    }
  }

  private struct State {
    /// Days since 1970.
    var day: Int64 = -1
    var used = 0
    var hasRefused = false
    var notes = Notes()
  }

  private static let millisecondsADay: Int64 = 86_400_000

  package let maxQueries: Int
  private let now: @Sendable () -> Instant
  private let state = Mutex(State())

  /// - Parameters:
  ///   - maxQueries: per day; 0 allows none.
  ///   - now: the clock.
  package init(maxQueries: Int, now: @escaping @Sendable () -> Instant) {
    self.maxQueries = maxQueries
    self.now = now
  }

  /// Counts a query unless the budget is used up.
  /// - Returns: whether it is allowed.
  package func take() -> Bool {
    let day = now().millisecondsSinceEpoch / Self.millisecondsADay
    return state.withLock { state in
      // Setting the clock back grants no second budget.
      if day > state.day { (state.day, state.used, state.hasRefused) = (day, 0, false) }
      guard state.used < maxQueries else {
        state.notes.refused += 1
        if !state.hasRefused { state.notes.isUsedUp = true }
        state.hasRefused = true
        return false
      }
      state.used += 1
      state.notes.allowed += 1
      return true
    }
  }

  /// Returns the counts and starts new ones.
  package func takeNotes() -> Notes {
    state.withLock { state in
      defer { state.notes = Notes() }
      return state.notes
    }
  }
}

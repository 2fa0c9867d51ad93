import Synchronization
package import Time

/// How many queries a day may be asked of a service that is paid by the query.
///
/// A day is one of UTC. The allowance is that of one process.
package final class QueryAllowance: Sendable {
  /// What happened since the notes were taken the last time.
  package struct Notes: Hashable, Sendable {
    /// How many queries were allowed.
    package var allowed = 0
    /// How many were not.
    package var refused = 0
    /// Whether the day's first refusal is among them.
    package var isUsedUp = false

    package init(allowed: Int = 0, refused: Int = 0, isUsedUp: Bool = false) {
      self.allowed = allowed
      self.refused = refused
      self.isUsedUp = isUsedUp
    }
  }

  private struct State {
    /// Counted from 1970.
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
  ///   - maxQueries: how many are allowed a day; 0 allows none.
  ///   - now: the clock.
  package init(maxQueries: Int, now: @escaping @Sendable () -> Instant) {
    self.maxQueries = maxQueries
    self.now = now
  }

  /// Counts a query, unless the day's are used up.
  /// - Returns: whether it may be asked.
  package func take() -> Bool {
    let day = now().millisecondsSinceEpoch / Self.millisecondsADay
    return state.withLock { state in
      // A clock that is put back brings no second allowance.
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

  /// Hands over the notes and begins new ones.
  package func takeNotes() -> Notes {
    state.withLock { state in
      defer { state.notes = Notes() }
      return state.notes
    }
  }
}

internal import Leaderboards
internal import Synchronization

/// A board of the index behind a lock of its own.
package final class IndexedBoard: Sendable {
  let order: RankOrder
  private let state: Mutex<State>

  private struct State: ~Copyable {
    var board: RankedBoard
    /// Greater after each batch that changed the board.
    var version: UInt64
    /// The changes of this sequence and those before it are applied.
    var appliedSequence: Int64
  }

  init(_ board: consuming RankedBoard, version: UInt64, appliedSequence: Int64) {
    order = board.order
    state = Mutex(State(board: board, version: version, appliedSequence: appliedSequence))
  }

  /// What a reader finds, with the version it belongs to.
  func read<Value: Sendable>(_ body: (borrowing RankedBoard) -> Value) -> BoardReading<Value> {
    state.withLock { state in
      BoardReading(
        value: body(state.board), count: state.board.count, version: state.version,
        appliedSequence: state.appliedSequence)
    }
  }

  /// Applies the changes that follow those applied before.
  ///
  /// After an error the same changes can be applied again: each states what holds after it.
  /// - Parameters:
  ///   - version: the version of the board if anything changes.
  ///   - through: the last sequence of the batch.
  /// - Returns: for each change what it did; `nil` if it was applied before, and for a trim.
  /// - Throws: `boardFull`.
  func apply(
    _ changes: [RankChange], version: UInt64, through: Int64
  ) throws(RankError) -> [PlaceChange?] {
    try state.withLock { state throws(RankError) in
      let applied = state.appliedSequence
      var places: [PlaceChange?] = []
      places.reserveCapacity(changes.count)
      for start in stride(from: 0, to: changes.count, by: RankedBoard.prefetchCount) {
        let part = changes[start..<min(start + RankedBoard.prefetchCount, changes.count)]
        state.board.prefetch(part)
        for change in part {
          let isNew = change.sequence > applied
          if isNew { state.version = version }
          places.append(isNew ? try state.board.apply(change) : nil)
        }
      }
      state.appliedSequence = max(applied, through)
      return places
    }
  }

  /// Exchanges the content, which takes constant time.
  /// - Returns: whether the board had not applied later changes; otherwise nothing happens.
  func replace(
    by board: consuming RankedBoard, version: UInt64, appliedSequence: Int64
  ) -> Bool {
    // The lock is released before the old content is freed.
    var other = board
    return state.withLock { state in
      guard appliedSequence >= state.appliedSequence else { return false }
      swap(&state.board, &other)
      (state.version, state.appliedSequence) = (version, appliedSequence)
      return true
    }
  }
}

/// What a reader finds on a board: all of it belongs to one version.
package struct BoardReading<Value: Sendable>: Sendable {
  package let value: Value
  /// The number of players on the board.
  package let count: Int
  /// Greater after each batch that changed the board.
  package let version: UInt64
  /// The changes of this sequence and those before it are applied.
  package let appliedSequence: Int64

  /// Another value of the same moment.
  package func with<Other>(_ value: Other) -> BoardReading<Other> {
    BoardReading<Other>(
      value: value, count: count, version: version, appliedSequence: appliedSequence)
  }
}

extension BoardReading: Equatable where Value: Equatable {}

extension RankedBoard {
  /// - Returns: what the change did; `nil` for a trim.
  mutating func apply(_ change: RankChange) throws(RankError) -> PlaceChange? {
    switch change.kind {
    case .set(let player, let score):
      return try set(player, score: score, sequence: change.sequence)
    case .remove(let player):
      return PlaceChange(before: remove(player), after: nil)
    case .trim(let count):
      trim(toCount: count)
      return nil
    }
  }
}

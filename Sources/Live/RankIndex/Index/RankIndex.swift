internal import Failures
package import Leaderboards
internal import Synchronization

/// The ranks of all boards and periods in memory: a projection of the log that can be made from it
/// again at any time.
///
/// One writer applies batches of the log in their order. Each board has a lock of its own: a reader
/// waits for at most one batch of one board, and finds entries, count and version of one moment.
package final class RankIndex: Sendable {
  private let boards = Mutex<[BoardKey: IndexedBoard]>([:])
  /// The last version of any board. Its lock lets one writer in.
  private let lastVersion = Mutex<UInt64>(0)
  private let applied: Atomic<Int64>

  /// - Parameter appliedSequence: the boards that are loaded contain the log up to this sequence;
  ///   it is applied from there on.
  package init(appliedSequence: Int64 = 0) {
    applied = Atomic(appliedSequence)
  }

  /// The log is applied up to this sequence.
  package var appliedSequence: Int64 { applied.load(ordering: .acquiring) }

  package var keys: [BoardKey] { boards.withLock { Array($0.keys) } }

  package func contains(_ key: BoardKey) -> Bool { self[key] != nil }

  /// Makes an empty board, if there is none of this key.
  /// - Throws: `otherOrder`.
  package func open(_ key: BoardKey, order: RankOrder) throws(RankError) {
    try lastVersion.withLock { version throws(RankError) in
      if let board = self[key] {
        return try board.check(order, of: key)
      }
      version += 1
      let board = IndexedBoard(
        RankedBoard(order: order), version: version, appliedSequence: .min)
      boards.withLock { $0[key] = board }
    }
  }

  /// Makes a board of what a snapshot has, or replaces the content of an existing one at once.
  ///
  /// The board is built before anyone has to wait.
  /// - Parameter through: the standings contain the changes up to this sequence.
  /// - Throws: `repeatedPlayer`, `boardFull`, `otherOrder`; `outdated` if the board has applied
  ///   later changes.
  package func load(
    _ key: BoardKey, order: RankOrder, standings: [PlayerStanding], through: Int64
  ) throws(RankError) {
    var board: RankedBoard? = try RankedBoard(order: order, standings: standings)
    try lastVersion.withLock { version throws(RankError) in
      version += 1
      guard let new = board.take() else { return }
      guard let existing = self[key] else {
        let added = IndexedBoard(new, version: version, appliedSequence: through)
        boards.withLock { $0[key] = added }
        return
      }
      try existing.check(order, of: key)
      guard existing.replace(by: new, version: version, appliedSequence: through) else {
        throw RankError(
          code: .outdated, place: key.description, reason: "changes after \(through) are applied")
      }
    }
  }

  /// Removes a board and all its entries.
  package func close(_ key: BoardKey) {
    // The board is freed after the locks are released.
    let removed = lastVersion.withLock { _ in boards.withLock { $0.removeValue(forKey: key) } }
    _ = consume removed
  }

  /// Applies a batch of the log.
  ///
  /// What a board has applied before is ignored, so that a batch may come again.
  /// - Returns: for each change what it did; `nil` if it was applied before, and for a trim.
  /// - Throws: `missingChanges` if the batch does not follow what is applied, `unknownBoard`: then
  ///   nothing is changed. `boardFull`: then the batch can be applied again.
  @discardableResult
  package func apply(_ batch: RankBatch) throws(RankError) -> [PlaceChange?] {
    try lastVersion.withLock { version throws(RankError) in
      guard batch.after <= appliedSequence else {
        throw RankError(
          code: .missingChanges,
          reason: "the log is applied up to \(appliedSequence), the batch follows \(batch.after)")
      }
      let parts = try parts(of: batch)
      version += 1
      var places = [PlaceChange?](repeating: nil, count: batch.changes.count)
      for part in parts {
        let changes = part.indices.map { batch.changes[$0] }
        let results = try part.board.apply(changes, version: version, through: batch.through)
        for (index, result) in zip(part.indices, results) { places[index] = result }
      }
      applied.store(max(appliedSequence, batch.through), ordering: .releasing)
      return places
    }
  }

  /// The changes of one board, by their indices in a batch.
  private struct Part {
    let board: IndexedBoard
    var indices: [Int]
  }

  private func parts(of batch: RankBatch) throws(RankError) -> [Part] {
    let boards = boards.withLock { $0 }
    var parts: [Part] = []
    var places: [BoardKey: Int] = [:]
    for (index, change) in batch.changes.enumerated() {
      if let place = places[change.board] {
        parts[place].indices.append(index)
        continue
      }
      guard let board = boards[change.board] else { throw .unknown(change.board) }
      places[change.board] = parts.count
      parts.append(Part(board: board, indices: [index]))
    }
    return parts
  }

  /// The board of a key. Whoever holds it can read it after it was closed too.
  package subscript(key: BoardKey) -> IndexedBoard? { boards.withLock { $0[key] } }

  /// The board of a key.
  /// - Throws: `unknownBoard`.
  package func board(_ key: BoardKey) throws(RankError) -> IndexedBoard {
    guard let board = self[key] else { throw .unknown(key) }
    return board
  }
}

extension IndexedBoard {
  fileprivate func check(_ order: RankOrder, of key: BoardKey) throws(RankError) {
    guard self.order == order else {
      throw RankError(
        code: .otherOrder, place: key.description, reason: "its order is \(self.order.rawValue)")
    }
  }
}

extension RankError {
  fileprivate static func unknown(_ key: BoardKey) -> RankError {
    RankError(code: .unknownBoard, place: key.description, reason: "the index has no such board")
  }
}

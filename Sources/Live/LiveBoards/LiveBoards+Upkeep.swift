import LiveScores
import RankIndex
import Synchronization
import Time

/// What the owner of the boards measures and tidies up.
extension LiveBoards {
  /// For readers that took a view of a period just before it ended.
  private static let graceSeconds: Int64 = 60

  /// The ranks contain the log up to this sequence.
  package var appliedSequence: Int64 { index.appliedSequence }

  /// The players of the current periods of all boards; a player of two boards counts twice.
  package var playerCount: Int {
    directory.all.reduce(0) { sum, board in
      let key = BoardKey(board: board.number, period: board.period(at: clock.now()).id)
      return sum + (index[key]?.entries(in: 1..<1).count ?? 0)
    }
  }

  /// Frees the ranks of periods that have ended, unless a reader loaded them. They are made from the
  /// log again when they are read.
  /// - Returns: how many were freed.
  package func closeEndedPeriods() -> Int {
    let kept = readPeriods.withLock { Set($0) }
    let now = clock.now()
    let earlier =
      Instant(millisecondsSinceEpoch: now.millisecondsSinceEpoch - Self.graceSeconds * 1_000) ?? now
    let ended = index.keys.filter { key in
      guard !kept.contains(key), let board = directory[key.board] else { return false }
      return key.period != board.period(at: now).id && key.period != board.period(at: earlier).id
    }
    for key in ended { index.close(key) }
    return ended.count
  }
}

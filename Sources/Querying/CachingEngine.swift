import DataLake
package import Rankings
import Synchronization

/// Keeps the answers of another engine in memory, so that a board is worked out once an upload.
///
/// A board is kept for the version of the file that it was made from, for which it stays right for
/// ever. Only which version that is can be out of date: summaries are kept for the time stated, so
/// that a date that is uploaded again shows after it at the latest. Equal questions that come at
/// the same time are worked on once.
package final class CachingEngine<Time: Clock>: QueryEngine where Time.Duration == Duration {
  private struct Board: Hashable {
    let metric: Metric
    let upload: SnapshotSummary
  }

  private struct BoardQuestion: Hashable {
    let board: Board
    let limit: Int
  }

  /// A board and with which limit it was asked for.
  private struct KeptBoard {
    let leaderboard: Leaderboard
    let limit: Int

    /// The best of it; `nil` where there may be more.
    func first(_ count: Int) -> Leaderboard? {
      limit >= min(count, leaderboard.totalPlayers) ? leaderboard.page(from: 0, limit: count) : nil
    }
  }

  private struct Kept {
    /// Each with the moment from which it may not be given any more.
    var summaries: RecentValues<SnapshotID, (summary: SnapshotSummary, end: Time.Instant)>
    var boards: RecentValues<Board, KeptBoard>
  }

  private let engine: any QueryEngine
  private let summaryAge: Duration
  private let clock: Time
  private let kept: Mutex<Kept>
  private let summaries = SharedWork<SnapshotID, SnapshotSummary>()
  private let boards = SharedWork<BoardQuestion, Leaderboard>()

  /// - Parameters:
  ///   - summaryAge: how long an upload may stay unseen.
  ///   - summaryCount: how many summaries are kept.
  ///   - entryCount: how many entries the boards that are kept may have together; an entry takes
  ///     about 150 bytes.
  package init(
    _ engine: any QueryEngine, summaryAge: Duration = .seconds(5), summaryCount: Int = 1_000,
    entryCount: Int = 50_000, clock: Time = ContinuousClock()
  ) {
    self.engine = engine
    self.summaryAge = summaryAge
    self.clock = clock
    kept = Mutex(
      Kept(
        summaries: RecentValues(capacity: summaryCount),
        boards: RecentValues(capacity: entryCount)))
  }

  package func summary(of snapshot: SnapshotID) async throws -> SnapshotSummary {
    if let kept = kept.withLock({ $0.summaries[snapshot] }), clock.now < kept.end {
      return kept.summary
    }
    return try await summaries.answer(snapshot) { [self] in
      // From the beginning of the reading: what was read may be as old as that.
      let end = clock.now.advanced(by: summaryAge)
      let summary = try await engine.summary(of: snapshot)
      kept.withLock { $0.summaries[snapshot] = (summary, end) }
      return summary
    }
  }

  package func top(
    _ metric: Metric, of upload: SnapshotSummary, limit: Int
  ) async throws -> Leaderboard {
    let board = Board(metric: metric, upload: upload)
    if let kept = kept.withLock({ $0.boards[board] })?.first(limit) { return kept }
    let size = Self.size(of: limit, players: upload.players)
    let answer = try await boards.answer(BoardQuestion(board: board, limit: size)) { [self] in
      try await workOut(board, limit: size)
    }
    return answer.page(from: 0, limit: limit)
  }

  private func workOut(_ board: Board, limit: Int) async throws -> Leaderboard {
    do {
      let answer = try await engine.top(board.metric, of: board.upload, limit: limit)
      kept.withLock {
        $0.boards.keep(
          KeptBoard(leaderboard: answer, limit: limit), for: board, size: answer.entries.count + 1)
      }
      return answer
    } catch let error as ObjectStoreError where error.isOfReplacedObject {
      // Else it would be asked for again and again until its time is over.
      kept.withLock {
        let snapshot = board.upload.snapshot
        if $0.summaries[snapshot]?.summary == board.upload { $0.summaries[snapshot] = nil }
      }
      throw error
    }
  }

  /// How many entries are asked for where `limit` are wanted: as many as a file has set aside, which
  /// cost no search; beyond that a power of two, so that whoever leafs through a board to its end
  /// causes few queries.
  private static func size(of limit: Int, players: Int) -> Int {
    if limit <= BestPlayers.usualLimit { return min(BestPlayers.usualLimit, players) }
    var size = 256
    while size < limit && size < players { size *= 2 }
    return min(size, players)
  }
}

import Failures
package import LiveScores
import RankIndex
package import ScoreLog
import Synchronization
package import Time

/// Called with the numbers of boards whose entries, definition or period changed, or that are gone,
/// after readers see it and before the caller that changed them is answered. It must not block.
package typealias BoardObserver = @Sendable (Set<Int64>) -> Void

/// The boards of the live lane: submissions go into the log and then to the ranks, reads are
/// answered from the ranks.
///
/// Nothing is answered before it is durable. Ranks are made from the log again at every start.
package final class LiveBoards: Sendable {
  let log: any ScoreLog
  let index: RankIndex
  let directory: BoardDirectory
  let clock: Clock
  let projector: RankProjector
  /// Those whose ranks were loaded for readers, in the order of loading.
  let readPeriods = Mutex<[BoardKey]>([])
  static let maxReadPeriods = 64
  private let commits: GroupCommit

  private init(
    _ log: any ScoreLog, _ index: RankIndex, _ directory: BoardDirectory,
    _ limits: GroupCommitLimits, _ clock: Clock, _ changed: @escaping BoardObserver,
    _ committed: @escaping GroupCommit.CommitObserver
  ) {
    self.log = log
    self.index = index
    self.directory = directory
    self.clock = clock
    let projector = RankProjector(log, index, directory, changed: changed)
    self.projector = projector
    commits = GroupCommit(
      log, limits: limits, clock: clock,
      project: { await projector.project($0, of: $1) }, committed: committed)
  }

  /// Restores the ranks of the current periods from the log.
  /// - Throws: what the log throws.
  package static func open(
    _ log: any ScoreLog, limits: GroupCommitLimits = GroupCommitLimits(), clock: Clock = .system,
    changed: @escaping BoardObserver = { _ in },
    committed: @escaping GroupCommit.CommitObserver = { _ in }
  ) async throws(ScoreLogError) -> LiveBoards {
    let last = try await log.lastSequence()
    let directory = BoardDirectory(try await log.boards(), at: last)
    let index = RankIndex(appliedSequence: last)
    let boards = LiveBoards(log, index, directory, limits, clock, changed, committed)
    for board in directory.all {
      let period = board.period(at: clock.now()).id
      try await boards.projector.load(BoardKey(board: board.number, period: period), of: board)
    }
    try await boards.projector.catchUp()
    return boards
  }

  // MARK: Submissions

  /// Records submissions, in their order.
  /// - Returns: an answer each, when all are durable.
  /// - Throws: what `GroupCommit.submit` throws.
  package func submit(
    _ submissions: [Submission]
  ) async throws(ScoreLogError) -> [SubmissionAnswer] {
    try await commits.submit(submissions)
  }

  /// Records submissions, in their order, for a caller that does not wait.
  /// - Parameter caller: what `GroupCommit.submit` calls when all are durable.
  package func submit(_ submissions: [Submission], caller: @escaping GroupCommit.Caller) {
    commits.submit(submissions, caller: caller)
  }

  /// Submissions that are accepted and not answered.
  package var waitingCount: Int { commits.waitingCount }

  /// What is wrong with the log or the ranks; `nil` if both are ready.
  package func problem() async -> ScoreLogError? {
    if let problem = await log.problem() { return problem }
    return await projector.problem
  }

  // MARK: Boards

  /// The boards in use, in the order of their ids.
  package var boards: [Board] { directory.all }

  /// - Throws: `unknownBoard`.
  package func board(_ id: BoardID) throws(ScoreLogError) -> Board { try entry(of: id).board }

  /// - Throws: `boardExists`, and what the log throws.
  package func create(_ definition: BoardDefinition) async throws(ScoreLogError) -> Board {
    let board = try await log.create(definition)
    try await projector.catchUp()
    return board
  }

  /// - Throws: `unknownBoard`, `invalidBoard`, and what the log throws.
  package func change(
    _ id: BoardID, _ change: BoardChange
  ) async throws(ScoreLogError) -> Board {
    let board = try await log.change(id, change)
    try await projector.catchUp()
    return board
  }

  /// Begins a period.
  /// - Throws: `unknownBoard`, and what the log throws.
  package func reset(_ id: BoardID) async throws(ScoreLogError) -> Board {
    let board = try await log.reset(id)
    try await projector.catchUp()
    return board
  }

  /// - Returns: the board as it was.
  /// - Throws: `unknownBoard`, and what the log throws.
  package func delete(_ id: BoardID) async throws(ScoreLogError) -> Board {
    let board = try await log.delete(id)
    try await projector.catchUp()
    return board
  }

  /// Removes a player from all periods of a board.
  /// - Returns: whether the player was on the board.
  /// - Throws: `unknownBoard`, and what the log throws.
  package func remove(
    _ player: PlayerID, from id: BoardID
  ) async throws(ScoreLogError) -> Bool {
    guard try await log.remove(player, from: id) != nil else { return false }
    try await projector.catchUp()
    return true
  }
}

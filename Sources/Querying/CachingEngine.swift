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

  private struct SizedGains: Hashable {
    let question: GainsQuestion
    let limit: Int
  }

  private struct Standing: Hashable {
    let id: Int64
    let upload: SnapshotSummary
  }

  private struct KeptGains {
    let gains: Gains
    let limit: Int

    /// Whether they hold the best of so many.
    func suffices(_ count: Int) -> Bool { limit >= min(count, gains.comparedPlayers) }
  }

  private struct Kept {
    /// Each with the moment from which it may not be given any more.
    var summaries: RecentValues<SnapshotID, (summary: SnapshotSummary, end: Time.Instant)>
    var boards: RecentValues<Board, KeptBoard>
    var gains: RecentValues<GainsQuestion, KeptGains>
    var standings: RecentValues<Standing, PlayerStanding?>
  }

  private let engine: any QueryEngine
  private let summaryAge: Duration
  private let clock: Time
  private let kept: Mutex<Kept>
  private let summaries = SharedWork<SnapshotID, SnapshotSummary>()
  private let boards = SharedWork<BoardQuestion, Leaderboard>()
  private let gains = SharedWork<SizedGains, Gains>()

  /// - Parameters:
  ///   - summaryAge: how long an upload may stay unseen.
  ///   - summaryCount: how many summaries are kept.
  ///   - entryCount: how many entries the boards that are kept may have together; an entry takes
  ///     about 150 bytes. As many again are kept of gains.
  ///   - standingCount: how many facts about one player at one date are kept.
  package init(
    _ engine: any QueryEngine, summaryAge: Duration = .seconds(5), summaryCount: Int = 1_000,
    entryCount: Int = 50_000, standingCount: Int = 5_000, clock: Time = ContinuousClock()
  ) {
    self.engine = engine
    self.summaryAge = summaryAge
    self.clock = clock
    kept = Mutex(
      Kept(
        summaries: RecentValues(capacity: summaryCount),
        boards: RecentValues(capacity: entryCount), gains: RecentValues(capacity: entryCount),
        standings: RecentValues(capacity: standingCount)))
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
    let answer = try await answer(about: [board.upload]) {
      try await engine.top(board.metric, of: board.upload, limit: limit)
    }
    kept.withLock {
      $0.boards.keep(
        KeptBoard(leaderboard: answer, limit: limit), for: board, size: answer.entries.count + 1)
    }
    return answer
  }

  package func gains(_ question: GainsQuestion, limit: Int) async throws -> Gains {
    if let kept = kept.withLock({ $0.gains[question] }), kept.suffices(limit) { return kept.gains }
    let size = Self.size(of: limit, players: question.to.players)
    return try await gains.answer(SizedGains(question: question, limit: size)) { [self] in
      let answer = try await answer(about: [question.from, question.to]) {
        try await engine.gains(question, limit: size)
      }
      let others = [answer.arrived, answer.departed, answer.withoutValue]
      kept.withLock {
        $0.gains.keep(
          KeptGains(gains: answer, limit: size), for: question,
          size: others.reduce(answer.entries.count + 1) { $0 + $1.players.count })
      }
      return answer
    }
  }

  package func standings(
    of id: Int64, in uploads: [SnapshotSummary]
  ) async throws -> [PlayerStanding?] {
    var found: [SnapshotSummary: PlayerStanding?] = [:]
    kept.withLock { kept in
      for upload in uploads { found[upload] = kept.standings[Standing(id: id, upload: upload)] }
    }
    let missing = uploads.filter { found[$0] == nil }
    if !missing.isEmpty {
      let answers = try await answer(about: missing) {
        try await engine.standings(of: id, in: missing)
      }
      kept.withLock { kept in
        for (upload, standing) in zip(missing, answers) {
          kept.standings.keep(standing, for: Standing(id: id, upload: upload), size: 1)
          found.updateValue(standing, forKey: upload)
        }
      }
    }
    return uploads.map { found[$0] ?? nil }
  }

  // What follows is as quick as looking it up: the engines keep what they read for it.

  package func top(
    _ metric: Metric, of upload: SnapshotSummary, matching search: PlayerSearch, limit: Int
  ) async throws -> Leaderboard {
    try await answer(about: [upload]) {
      try await engine.top(metric, of: upload, matching: search, limit: limit)
    }
  }

  package func place(
    of id: Int64, by metric: Metric, in upload: SnapshotSummary
  ) async throws -> Int? {
    try await answer(about: [upload]) { try await engine.place(of: id, by: metric, in: upload) }
  }

  package func ranks(
    of players: Set<Int64>, by metric: Metric, in upload: SnapshotSummary
  ) async throws -> [Int64: RankedNumber] {
    try await answer(about: [upload]) {
      try await engine.ranks(of: players, by: metric, in: upload)
    }
  }

  package func players(
    matching search: PlayerSearch, in upload: SnapshotSummary, limit: Int
  ) async throws -> PlayerMatches {
    try await answer(about: [upload]) {
      try await engine.players(matching: search, in: upload, limit: limit)
    }
  }

  /// Asks the engine. An upload that turns out to be replaced is forgotten: else it would be asked
  /// for again and again until its time is over.
  private func answer<Answer>(
    about uploads: [SnapshotSummary], _ ask: () async throws -> Answer
  ) async throws -> Answer {
    do {
      return try await ask()
    } catch let error as ObjectStoreError where error.isOfReplacedObject {
      kept.withLock { kept in
        for upload in uploads where kept.summaries[upload.snapshot]?.summary == upload {
          kept.summaries[upload.snapshot] = nil
        }
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

import Concurrency
package import Datasets
import Leaderboards
import Storage
import Synchronization
package import Time

/// Keeps the answers of another engine in memory, so that a board is worked out once an upload.
///
/// A board is kept for the version of the file that it was made from, for which it stays right for
/// ever. Only which version that is can be out of date: summaries are kept for the time stated, so
/// that a date that is uploaded again shows after it at the latest. Equal questions that come at
/// the same time are worked on once.
///
/// Each kind of answer has a room of its own (`CacheRoom`): what strangers can ask for without end
/// never takes the place of the boards that everybody looks at.
package final class CachingEngine: QueryEngine {
  struct Board: Hashable {
    let metric: Metric
    let header: SnapshotHeader
  }

  struct BoardQuery: Hashable {
    let board: Board
    let limit: Int
  }

  /// A board and with which limit it was asked for.
  struct KeptBoard {
    let leaderboard: Leaderboard
    let limit: Int

    /// The best of it; `nil` where there may be more.
    func first(_ count: Int) -> Leaderboard? {
      limit >= min(count, leaderboard.totalPlayers) ? leaderboard.page(from: 0, limit: count) : nil
    }
  }

  struct SizedGains: Hashable {
    let query: GainsQuery
    let limit: Int
  }

  struct KeptGains {
    let gains: Gains
    let limit: Int

    /// Whether they hold the best of so many.
    func suffices(_ count: Int) -> Bool { limit >= min(count, gains.comparedPlayers) }
  }

  struct Standing: Hashable {
    let id: Int64
    let header: SnapshotHeader
  }

  struct Kept {
    /// Each with the moment from which it may not be given any more.
    var headers: LRUCache<SnapshotID, (header: SnapshotHeader, end: Duration)>
    /// What a page shows that asks for nothing in particular.
    var topBoards: LRUCache<Board, KeptBoard>
    var longerBoards: LRUCache<Board, KeptBoard>
    var gains: LRUCache<GainsQuery, KeptGains>
    /// Those by weights that a client chose.
    var chosenGains: LRUCache<GainsQuery, KeptGains>
    var standings: LRUCache<Standing, PlayerStanding?>
  }

  let engine: any QueryEngine
  private let summaryAge: Duration
  private let clock: Clock
  let kept: Mutex<Kept>
  private let headers = SingleFlight<SnapshotID, SnapshotHeader>()
  let boards = SingleFlight<BoardQuery, Leaderboard>()
  let gains = SingleFlight<SizedGains, Gains>()

  /// - Parameters:
  ///   - summaryAge: how long an upload may stay unseen.
  ///   - room: how much memory the answers may take.
  package init(
    _ engine: any QueryEngine, summaryAge: Duration = .seconds(5), room: CacheRoom = CacheRoom(),
    clock: Clock = .system
  ) {
    self.engine = engine
    self.summaryAge = summaryAge
    self.clock = clock
    kept = Mutex(
      Kept(
        headers: LRUCache(maxBytes: room.headers),
        topBoards: LRUCache(maxBytes: room.topBoards),
        longerBoards: LRUCache(maxBytes: room.longerBoards),
        gains: LRUCache(maxBytes: room.gains),
        chosenGains: LRUCache(maxBytes: room.chosenGains),
        standings: LRUCache(maxBytes: room.standings)))
  }

  package func header(of snapshot: SnapshotID) async throws -> SnapshotHeader {
    if let kept = kept.withLock({ $0.headers.value(for: snapshot) }), clock.uptime() < kept.end {
      return kept.header
    }
    return try await headers.value(for: snapshot) { [self] in
      // From the beginning of the reading: what was read may be as old as that.
      let end = clock.uptime() + summaryAge
      let header = try await engine.header(of: snapshot)
      kept.withLock {
        $0.headers.insert((header, end), for: snapshot, byteCount: header.memoryByteCount)
      }
      return header
    }
  }

  /// Asks the engine. An upload that turns out to be replaced is forgotten: else it would be asked
  /// for again and again until its time is over.
  func answer<Answer>(
    about headers: [SnapshotHeader], _ ask: () async throws -> Answer
  ) async throws -> Answer {
    do {
      return try await ask()
    } catch let error as ObjectStoreError where error.isOfReplacedObject {
      kept.withLock { kept in
        for header in headers
        where kept.headers.value(for: header.snapshot)?.header == header {
          kept.headers.removeValue(for: header.snapshot)
        }
      }
      throw error
    }
  }

  /// How many entries are asked for where `limit` are wanted: as many as a file has set aside, which
  /// cost no search; beyond that a power of two, so that whoever leafs through a board causes few
  /// queries.
  static func size(of limit: Int, players: Int) -> Int {
    if limit <= BestPlayers.usualLimit { return min(BestPlayers.usualLimit, players) }
    var size = 256
    while size < limit && size < players { size *= 2 }
    return min(size, players)
  }
}

/// How many bytes a `CachingEngine` may keep of each kind of answer.
package struct CacheRoom: Hashable, Sendable {
  package var headers = 1 << 20
  /// Boards of up to 100 entries and the one after them: some 9 KB each, so that there is room for
  /// all boards of 250 snapshots.
  package var topBoards = 12 << 20
  package var longerBoards = 6 << 20
  package var gains = 6 << 20
  /// Gains by weights that clients chose, which are without end.
  package var chosenGains = 1 << 20
  /// Facts about one player at one date.
  package var standings = 6 << 20

  package init() {}
}

import Concurrency
package import Datasets
import Leaderboards
import Storage
import Synchronization
package import Time

/// Caches the answers of another engine, so that a board is computed once per upload.
///
/// A board is cached for its version of the file and stays correct for ever. Only which version is
/// current can go stale: headers are cached for the stated time, so a date that is uploaded again
/// appears after it at the latest. Equal queries in flight are computed once.
///
/// Each kind of answer has a budget of its own (`CacheRoom`), so that endless variants never evict
/// the boards that everybody requests.
package final class CachingEngine: QueryEngine {
  struct Board: Hashable {
    let metric: Metric
    let header: SnapshotHeader
  }

  struct BoardQuery: Hashable {
    let board: Board
    let limit: Int
  }

  /// A board and the limit of its query.
  struct KeptBoard {
    let leaderboard: Leaderboard
    let limit: Int

    /// The top of it; `nil` if there may be more.
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

    /// Whether they contain the top of that length.
    func suffices(_ count: Int) -> Bool { limit >= min(count, gains.comparedPlayers) }
  }

  struct Standing: Hashable {
    let id: Int64
    let header: SnapshotHeader
  }

  struct Kept {
    /// Each with its expiration.
    var headers: LRUCache<SnapshotID, (header: SnapshotHeader, end: Duration)>
    /// The default views of the page.
    var topBoards: LRUCache<Board, KeptBoard>
    var longerBoards: LRUCache<Board, KeptBoard>
    var gains: LRUCache<GainsQuery, KeptGains>
    /// Those with a client's weights.
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
  ///   - summaryAge: how long a new upload may stay unnoticed.
  ///   - room: memory for the answers.
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
      // Counted from the start of the read: its result may be as old as that.
      let end = clock.uptime() + summaryAge
      let header = try await engine.header(of: snapshot)
      kept.withLock {
        $0.headers.insert((header, end), for: snapshot, byteCount: header.memoryByteCount)
      }
      return header
    }
  }

  /// Queries the engine. A replaced upload is forgotten; otherwise it would be queried repeatedly
  /// until it expires.
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

  /// The number of entries to query for `limit`: as many as a file stores, which need no search;
  /// beyond that a power of two, so that paging causes few queries.
  static func size(of limit: Int, players: Int) -> Int {
    if limit <= BestPlayers.usualLimit { return min(BestPlayers.usualLimit, players) }
    var size = 256
    while size < limit && size < players { size *= 2 }
    return min(size, players)
  }
}

/// The memory of a `CachingEngine` for each kind of answer, in bytes.
package struct CacheRoom: Hashable, Sendable {
  package var headers = 1 << 20
  /// Boards of up to 100 entries and the next one: about 9 KB each, enough for all boards of 250
  /// snapshots.
  package var topBoards = 12 << 20
  package var longerBoards = 6 << 20
  package var gains = 6 << 20
  /// Gains with clients' weights, of which there are endless variants.
  package var chosenGains = 1 << 20
  /// Values of one player at one date.
  package var standings = 6 << 20

  package init() {}
}

import Datasets
import Leaderboards
import Storage
import Synchronization
import TestSupport
import Testing
import Time

@testable import SnapshotQueries

/// Notes what it is asked, and gives pages of any depth.
private final class PageEngine: BoardEngine {
  enum Asked: Equatable {
    case top(limit: Int)
    case board(from: Int, limit: Int)
    case search(from: Int, limit: Int)
    case gains(from: Int, limit: Int)
  }

  private let asked = Mutex<[Asked]>([])

  func takeAsked() -> [Asked] {
    asked.withLock { asked in
      defer { asked = [] }
      return asked
    }
  }

  func header(of snapshot: SnapshotID) async throws -> SnapshotHeader {
    throw UnexpectedQuestion(name: "summary")
  }

  func top(_ metric: Metric, of header: SnapshotHeader, limit: Int) async throws -> Leaderboard {
    asked.withLock { $0.append(.top(limit: limit)) }
    return page(metric, of: header, from: 0, limit: limit)
  }

  func board(
    _ metric: Metric, of header: SnapshotHeader, from offset: Int, limit: Int
  ) async throws -> Leaderboard {
    asked.withLock { $0.append(.board(from: offset, limit: limit)) }
    return page(metric, of: header, from: offset, limit: limit)
  }

  func board(
    _ metric: Metric, of header: SnapshotHeader, matching search: PlayerSearch, from offset: Int,
    limit: Int
  ) async throws -> Leaderboard {
    asked.withLock { $0.append(.search(from: offset, limit: limit)) }
    return page(metric, of: header, from: offset, limit: limit)
  }

  func gains(_ query: GainsQuery, from offset: Int, limit: Int) async throws -> Gains {
    asked.withLock { $0.append(.gains(from: offset, limit: limit)) }
    let entries = (offset..<min(offset + limit, query.to.players)).map { place in
      let side = PlayerGain.Side(value: 0, rank: 1, hidesKills: false)
      return PlayerGain(
        rank: place + 1, player: Player(id: Int64(place), name: "", alliance: nil), from: side,
        to: side)
    }
    return Gains(
      comparedPlayers: query.to.players, entries: entries, arrived: .none, departed: .none,
      withoutValue: .none)
  }

  private func page(
    _ metric: Metric, of header: SnapshotHeader, from offset: Int, limit: Int
  ) -> Leaderboard {
    let entries = (offset..<min(offset + limit, header.players)).map {
      Leaderboard.Entry(rank: $0 + 1, id: Int64($0), name: "", alliance: nil, value: 1)
    }
    return Leaderboard(
      snapshot: header.snapshot, metric: metric, totalPlayers: header.players, entries: entries)
  }
}

/// What a page costs the engine behind.
@Suite struct CachingPagesTests {
  private let asked = PageEngine()
  private let engine: CachingEngine

  init() { engine = CachingEngine(asked, clock: ManualClock().clock) }

  private func header(_ day: Int = 26) throws -> SnapshotHeader {
    SnapshotHeader(
      snapshot: SnapshotID(
        kingdom: try #require(Kingdom(51)),
        date: try #require(CalendarDate(year: 2026, month: 1, day: day))),
      players: 300_000, runID: "run", ingestedAt: .epoch, version: ObjectVersion(tag: "v"))
  }

  @Test func aDeepPageIsAskedForByItself() async throws {
    for offset in [1_024, 5_000, 99_900] {
      let page = try await engine.board(.power, of: try header(), from: offset, limit: 101)
      #expect(page.entries.map(\.rank) == Array((offset + 1)...(offset + 101)))
      #expect(asked.takeAsked() == [.board(from: offset, limit: 101)])
    }
  }

  @Test func aDeepPageOfGainsIsAskedForByItself() async throws {
    let query = GainsQuery(.power, from: try header(19), to: try header())
    for offset in [1_000, 99_900] {
      let page = try await engine.gains(query, from: offset, limit: 101)
      #expect(page.entries.map(\.rank) == Array((offset + 1)...(offset + 101)))
      #expect(asked.takeAsked() == [.gains(from: offset, limit: 101)])
    }
  }

  @Test func aDeepPageOfASearchIsAskedForByItself() async throws {
    let search = try #require(PlayerSearch("a"))
    _ = try await engine.board(.power, of: try header(), matching: search, from: 7_000, limit: 101)
    #expect(asked.takeAsked() == [.search(from: 7_000, limit: 101)])
  }

  @Test func pagesNearTheTopArePartsOfWhatIsKept() async throws {
    let header = try header()
    for offset in stride(from: 0, through: 900, by: 100) {
      let page = try await engine.board(.power, of: header, from: offset, limit: 101)
      #expect(page.entries.first?.rank == offset + 1 && page.entries.count == 101)
    }
    #expect(asked.takeAsked() == [101, 256, 512, 1_024].map { .top(limit: $0) })
    let query = GainsQuery(.power, from: try self.header(19), to: header)
    for _ in 0..<2 {
      let page = try await engine.gains(query, from: 100, limit: 101)
      #expect(page.entries.map(\.rank) == Array(101...201))
    }
    #expect(asked.takeAsked() == [.gains(from: 0, limit: 256)])
  }

  @Test func nothingThatStrangersAskPushesOutTheTop() async throws {
    let header = try header()
    _ = try await engine.board(.power, of: header, from: 0, limit: 101)
    for day in 1...25 {
      // Longer boards of other dates, of which few have room.
      _ = try await engine.board(.power, of: try self.header(day), from: 0, limit: 1_001)
    }
    for number in 0..<2_000 {
      let weights = try #require(DKPWeights("t4:\(number),t5:1,deaths:1"))
      let query = GainsQuery(.dkp, from: try self.header(19), to: header, weights: weights)
      _ = try await engine.gains(query, from: 0, limit: 11)
    }
    _ = asked.takeAsked()
    _ = try await engine.board(.power, of: header, from: 0, limit: 101)
    #expect(asked.takeAsked().isEmpty)
  }

  @Test func theTopOfALongerBoardIsKeptWhenThatIsGivenUp() async throws {
    let header = try header()
    var room = CacheRoom()
    room.longerBoards = 0
    let engine = CachingEngine(asked, room: room, clock: ManualClock().clock)
    _ = try await engine.board(.power, of: header, from: 0, limit: 1_001)
    _ = asked.takeAsked()
    _ = try await engine.board(.power, of: header, from: 0, limit: 101)
    #expect(asked.takeAsked().isEmpty)
  }
}

import Datasets
import Failures
import Leaderboards
import Storage
import Synchronization
import TestSupport
import Testing
import Time

@testable import SnapshotQueries

/// Counts what gets through to an engine over files, and can hold it back.
private final class CountedEngine: BoardEngine {
  struct Counts: Equatable {
    var headers = 0
    var limits: [Int] = []
  }

  private let engine: any QueryEngine
  private let counts = Mutex(Counts())
  /// Waited for before a board is worked out.
  private let gate: @Sendable () async throws -> Void

  init(_ engine: any QueryEngine, gate: @escaping @Sendable () async throws -> Void = {}) {
    self.engine = engine
    self.gate = gate
  }

  var counted: Counts { counts.withLock { $0 } }

  func header(of snapshot: SnapshotID) async throws -> SnapshotHeader {
    counts.withLock { $0.headers += 1 }
    return try await engine.header(of: snapshot)
  }

  func top(_ metric: Metric, of header: SnapshotHeader, limit: Int) async throws -> Leaderboard {
    counts.withLock { $0.limits.append(limit) }
    try await gate()
    return try await engine.top(metric, of: header, limit: limit)
  }
}

@Suite struct CachingEngineTests {
  private let clock = ManualClock()

  private func names(_ board: Leaderboard) -> [String] { board.entries.map(\.name) }

  @Test func aBoardIsWorkedOutOnce() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players(1_000), rowsPerGroup: 500, to: lake)
      let counted = CountedEngine(ParquetEngine(store: lake))
      let engine = CachingEngine(counted, clock: clock.clock)
      for limit in [100, 100, 1, 0, 256] {
        let board = try await engine.top(.power, of: snapshot, limit: limit)
        #expect(board.entries == expectedBoard(players(1_000), limit: limit))
      }
      // As many as a file has set aside, which cost no search, and then a power of two.
      #expect(counted.counted == .init(headers: 1, limits: [BestPlayers.usualLimit, 256]))
    }
  }

  @Test func leafingToTheEndTakesFewQueries() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players(3_000), rowsPerGroup: 3_000, to: lake)
      let counted = CountedEngine(ParquetEngine(store: lake))
      let engine = CachingEngine(counted, clock: clock.clock)
      for end in stride(from: 101, through: 3_201, by: 100) {
        let board = try await engine.top(.power, of: snapshot, limit: end)
        #expect(board.entries.count == min(end, 3_000))
      }
      #expect(counted.counted.limits == [101, 256, 512, 1_024, 2_048, 3_000])
    }
  }

  @Test func aBoardWithFewRankedPlayersIsKnownToBeWhole() async throws {
    try await withTemporaryLake { lake async throws in
      let few = (1...400).map {
        SamplePlayer(id: Int64($0), name: "", alliance: nil, power: $0 == 7 ? 1 : nil)
      }
      let snapshot = try await write(few, to: lake)
      let counted = CountedEngine(ParquetEngine(store: lake))
      let engine = CachingEngine(counted, clock: clock.clock)
      for _ in 0..<2 {
        #expect(try await engine.top(.power, of: snapshot, limit: 1_000).entries.map(\.id) == [7])
      }
      #expect(counted.counted.limits == [400])
    }
  }

  @Test func anotherUploadShowsWhenTheSummaryIsTooOld() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players(2, of: "first"), runID: "first", to: lake)
      let engine = CachingEngine(ParquetEngine(store: lake), clock: clock.clock)
      #expect(
        try await names(engine.top(.power, of: snapshot, limit: 9)) == ["first 0", "first 1"])
      _ = try await write(players(2, of: "second"), runID: "second", to: lake)
      clock.advance(by: .seconds(4.9))
      #expect(
        try await names(engine.top(.power, of: snapshot, limit: 9)) == ["first 0", "first 1"])
      clock.advance(by: .seconds(0.2))
      #expect(
        try await names(engine.top(.power, of: snapshot, limit: 9)) == ["second 0", "second 1"])
    }
  }

  @Test func aReplacedSnapshotIsNeverABoardAndIsForgotten() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players(2, of: "first"), runID: "first", to: lake)
      let engine = CachingEngine(EngineWithoutMemory(store: lake), clock: clock.clock)
      let first = try await engine.header(of: snapshot)
      _ = try await write(players(9, of: "second"), runID: "second", to: lake)
      await #expect {
        try await engine.top(.power, of: first, limit: 9)
      } throws: {
        ($0 as? ObjectStoreError)?.code == .changed
      }
      // No time has gone by: what is kept is not waited for where it is known to be wrong.
      #expect(try await names(engine.top(.power, of: snapshot, limit: 1)) == ["second 0"])
    }
  }

  @Test func theSameUploadMadeIntoAnotherFileIsAnotherBoard() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players(2, of: "before"), runID: "same", to: lake)
      let engine = CachingEngine(ParquetEngine(store: lake), summaryAge: .zero, clock: clock.clock)
      #expect(try await names(engine.top(.power, of: snapshot, limit: 1)) == ["before 0"])
      _ = try await write(players(2, of: "after"), runID: "same", to: lake)
      #expect(try await names(engine.top(.power, of: snapshot, limit: 1)) == ["after 0"])
    }
  }

  @Test func theBoardThatWasNotAskedForTheLongestGoesFirst() async throws {
    try await withTemporaryLake { lake async throws in
      let name = String(repeating: "a", count: 1_000)
      let snapshot = try await write(players(10, of: name), to: lake)
      let counted = CountedEngine(TenOfAnything(ParquetEngine(store: lake)))
      // Room for two boards of ten such names and whatever else there is of an entry.
      var room = CacheRoom()
      room.topBoards = 28_000
      let engine = CachingEngine(counted, room: room, clock: clock.clock)
      for metric in [Metric.power, .dkp, .power, .kills, .power, .dkp] {
        _ = try await engine.top(metric, of: snapshot, limit: 10)
      }
      #expect(counted.counted.limits.count == 4)
    }
  }

  @Test func equalQuestionsShareOneQuery() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players(10), to: lake)
      let gate = Gate()
      let counted = CountedEngine(ParquetEngine(store: lake)) { await gate.wait() }
      let engine = CachingEngine(counted, clock: clock.clock)
      let boards = try await withThrowingTaskGroup(of: Leaderboard.self) { group in
        for limit in 1...20 {
          group.addTask { try await engine.top(.power, of: snapshot, limit: limit) }
        }
        await gate.open()
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(boards.map(\.entries.count)) == Set(1...10))
      #expect(counted.counted.limits == [10])
    }
  }

  @Test func anErrorIsNotKept() async throws {
    try await withTemporaryLake { lake async throws in
      let engine = CachingEngine(ParquetEngine(store: lake), clock: clock.clock)
      let snapshot = SnapshotID(
        kingdom: try #require(Kingdom(51)), date: try #require(CalendarDate("2026-01-26")))
      await #expect(throws: QueryError.self) { try await engine.header(of: snapshot) }
      _ = try await write(players(3), to: lake)
      #expect(try await engine.header(of: snapshot).players == 3)
    }
  }
}

/// Ranks by power, whatever metric is asked for.
private struct TenOfAnything: BoardEngine {
  let engine: ParquetEngine
  init(_ engine: ParquetEngine) { self.engine = engine }

  func header(of snapshot: SnapshotID) async throws -> SnapshotHeader {
    try await engine.header(of: snapshot)
  }

  func top(_ metric: Metric, of header: SnapshotHeader, limit: Int) async throws -> Leaderboard {
    try await engine.top(.power, of: header, limit: limit)
  }
}

/// Opens the file at every question.
private struct EngineWithoutMemory: BoardEngine {
  let store: any ObjectStore

  func header(of snapshot: SnapshotID) async throws -> SnapshotHeader {
    try await ParquetEngine(store: store).header(of: snapshot)
  }

  func top(_ metric: Metric, of header: SnapshotHeader, limit: Int) async throws -> Leaderboard {
    try await ParquetEngine(store: store).top(metric, of: header, limit: limit)
  }
}

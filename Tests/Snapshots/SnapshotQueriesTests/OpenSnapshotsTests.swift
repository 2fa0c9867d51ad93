import Datasets
import Failures
import Storage
import TestSupport
import Testing

@testable import SnapshotQueries

/// What boards cost in calls of the store.
@Suite struct SnapshotFilesTests {
  @Test func aSmallSnapshotCostsOneReadForAllItsBoards() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players(300), to: lake)
      let store = CountingStore(lake)
      let engine = ParquetEngine(store: store)
      let header = try await engine.header(of: snapshot)
      _ = try await engine.top(.power, of: header, limit: 100)
      #expect(store.counted.heads == 1 && store.counted.gets == 1)
      store.reset()
      _ = try await engine.top(.power, of: header, limit: 300)
      #expect(store.counted == .init())
      _ = try await engine.top(.power, of: snapshot, limit: 10)
      #expect(store.counted == .init(heads: 1))
    }
  }

  @Test func aLargeSnapshotCostsARoundForTheMetricAndOneForTheBest() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(
        players(400_000), rowsPerGroup: 100_000, rowsPerPage: 20_000, to: lake)
      let store = CountingStore(lake, bytesWorthARead: 1 << 20)
      let board = try await ParquetEngine(store: store).top(.power, of: snapshot, limit: 100)
      #expect(board.entries == expectedBoard(players(400_000), limit: 100))
      // The end, the metric of the first row group, and id and name of its first page.
      #expect(store.counted.heads == 1 && store.counted.gets <= 3)
    }
  }

  @Test func aReplacedSnapshotIsSeenAtOnce() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players(3, of: "first"), runID: "first", to: lake)
      let engine = ParquetEngine(store: lake)
      let first = try await engine.header(of: snapshot)
      _ = try await write(players(3, of: "second"), runID: "second", to: lake)
      #expect(try await engine.header(of: snapshot).runID == "second")
      await #expect {
        try await engine.top(.power, of: first, limit: 1)
      } throws: {
        ($0 as? ObjectStoreError)?.code == .changed
      }
    }
  }

  @Test func aFileThatIsReplacedWhileItIsReadIsNoBoard() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(
        players(200_000, of: "first"), runID: "first", rowsPerGroup: 100_000, to: lake)
      let engine = ParquetEngine(store: lake)
      let first = try await engine.header(of: snapshot)
      _ = try await write(players(3, of: "second"), runID: "second", to: lake)
      await #expect {
        try await engine.top(.power, of: first, limit: 1)
      } throws: {
        ($0 as? ObjectStoreError)?.code == .changed
      }
    }
  }

  @Test func nothingIsReadForWhoDoesNotWaitAnyMore() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(
        players(200_000), rowsPerGroup: 50_000, rowsPerPage: 20_000, to: lake)
      let store = CountingStore(lake)
      let engine = ParquetEngine(store: store)
      let header = try await engine.header(of: snapshot)
      store.reset()
      let task = Task {
        while !Task.isCancelled { await Task.yield() }
        return try await engine.board(.power, of: header, from: 5_000, limit: 10)
      }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(store.counted == .init())
    }
  }

  @Test func aSnapshotThatIsGoneIsNotRemembered() async throws {
    try await withTemporaryLake { lake async throws in
      let snapshot = try await write(players(3), to: lake)
      let files = OpenSnapshots(in: lake)
      _ = try await files.current(snapshot)
      let elsewhere = SnapshotID(
        kingdom: try #require(Kingdom(52)), date: snapshot.date)
      await #expect {
        try await files.current(elsewhere)
      } throws: {
        ($0 as? QueryError)?.code == .noSnapshot
      }
    }
  }
}

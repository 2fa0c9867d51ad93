import Datasets
import TestSupport
import Testing

@testable import SnapshotQueries

/// What is kept of columns, however many questions are asked.
@Suite struct ColumnMemoryTests {
  private func withGains(
    columnBytes: Int,
    _ body: (ParquetEngine, CountingStore, @Sendable (Int) throws -> GainsQuery) async throws ->
      Void
  ) async throws {
    try await withTemporaryLake { lake async throws in
      let values: [PlayerColumn: Int64] = [.t4Kills: 5, .t5Kills: 6, .deaths: 7, .dkp: 8]
      let player = CuratedPlayer(id: 1, name: "a", values: values)
      let store = CountingStore(lake)
      let engine = ParquetEngine(store: store, columnBytes: columnBytes)
      let from = try await engine.header(of: write([player], date: "2026-01-19", to: lake))
      let to = try await engine.header(of: write([player], date: "2026-01-26", to: lake))
      try await body(engine, store) { number in
        let weights = try #require(DKPWeights("t4:\(number % 1_000),t5:\(number / 1_000),deaths:9"))
        return GainsQuery(.dkp, from: from, to: to, weights: weights)
      }
    }
  }

  @Test func weightsOfChoicePushOutNoColumn() async throws {
    try await withGains(columnBytes: 80_000) { engine, store, query in
      _ = try await engine.gains(try query(0), limit: 1)
      store.reset()
      for number in 1...300 { _ = try await engine.gains(try query(number), limit: 1) }
      #expect(store.counted == .init())
      #expect(engine.columns.held.byteCount <= 80_000)
    }
  }

  /// Each entry takes at least its question twice, a box and an array; a size that counted the
  /// numbers alone let half a million of them into 256 MB, which took 685.
  @Test func whatIsKeptForAQuestionCounts() async throws {
    try await withGains(columnBytes: 8 << 20) { engine, _, query in
      for number in 0..<1_000 { _ = try await engine.gains(try query(number), limit: 1) }
      // An eighth is for these.
      let held = engine.columns.held
      #expect(held.byteCount <= (1 << 20) + 100_000)
      #expect(held.count < 3_000)
    }
  }

  /// Where giving up an entry takes as long as there are entries, the last are dozens of times
  /// slower than the first.
  @Test func tenThousandsOfDifferentQuestionsTakeTheSameTimeEach() async throws {
    try await withGains(columnBytes: 8 << 20) { engine, _, query in
      var quickest: [Duration] = []
      var number = 0
      let file = try await engine.files.file(of: query(0).to)
      for _ in 0..<20 {
        let begin = ContinuousClock.now
        for _ in 0..<1_000 {
          _ = try await engine.columns.ranking(try query(number).measure, of: file)
          number += 1
        }
        quickest.append(begin.duration(to: .now))
      }
      let first = try #require(quickest.prefix(5).min())
      let last = try #require(quickest.suffix(5).min())
      #expect(last < first * 4, "\(quickest)")
    }
  }
}

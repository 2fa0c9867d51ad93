import Bytes
import Datasets
import SnapshotQueries
import Storage
import TestSupport
import Testing
import Time

@Suite struct ListingCacheTests {
  private let clock = ManualClock()
  private let folder = "curated/source=rok_players/kingdom=51/"

  private func put(_ date: String, to lake: DirectoryStore) async throws {
    _ = try await lake.put(
      "\(folder)dt=\(date)/players.parquet", [SharedBytes("")], when: .always)
  }

  @Test func theLatestIsFoundWithoutAListingForSomeSeconds() async throws {
    try await withTemporaryLake { lake async throws in
      try await put("2026-01-19", to: lake)
      let store = CountingStore(lake)
      let catalog = SnapshotCatalog(store: ListingCache(store, clock: clock.clock))
      let kingdom = try #require(Kingdom(51))
      for _ in 0..<3 {
        #expect(try await catalog.latest(of: kingdom)?.date.description == "2026-01-19")
      }
      #expect(store.counted.lists == 1)

      try await put("2026-01-26", to: lake)
      clock.advance(by: .seconds(4.9))
      #expect(try await catalog.latest(of: kingdom)?.date.description == "2026-01-19")
      clock.advance(by: .seconds(0.2))
      #expect(try await catalog.latest(of: kingdom)?.date.description == "2026-01-26")
      #expect(store.counted.lists == 2)
    }
  }

  @Test func kingdomsOfNothingCostNoListingEach() async throws {
    try await withTemporaryLake { lake async throws in
      try await put("2026-01-19", to: lake)
      let store = CountingStore(lake)
      let catalog = SnapshotCatalog(store: ListingCache(store, clock: clock.clock))
      for number in 1_000..<2_000 {
        #expect(try await catalog.latest(of: try #require(Kingdom(number))) == nil)
      }
      // The first of them, and the kingdoms that there are.
      #expect(store.counted.lists == 2)

      let late = "curated/source=rok_players/kingdom=1500/dt=2026-01-26/players.parquet"
      _ = try await lake.put(late, [SharedBytes("")], when: .always)
      clock.advance(by: .seconds(5))
      let kingdom = try #require(Kingdom(1_500))
      #expect(try await catalog.latest(of: kingdom)?.date.description == "2026-01-26")
      let known = try #require(Kingdom(51))
      #expect(try await catalog.latest(of: known)?.date.description == "2026-01-19")
    }
  }

  @Test func delimitedAndWholeListingsAreNotMixedUp() async throws {
    try await withTemporaryLake { lake async throws in
      try await put("2026-01-19", to: lake)
      let store = ListingCache(lake, clock: clock.clock)
      for delimited in [true, false, true, false] {
        #expect(
          try await store.list(folder, delimited: delimited)
            == lake.list(folder, delimited: delimited))
      }
    }
  }

  @Test func everythingElseIsTheStoresOwn() async throws {
    try await withTemporaryLake { lake async throws in
      let store = ListingCache(lake, clock: clock.clock)
      let key = "\(folder)dt=2026-01-26/players.parquet"
      #expect(try await store.head(key) == nil)
      #expect(try await store.put(key, [SharedBytes("abc")], when: .absent) == .written)
      #expect(try await store.put(key, [SharedBytes("def")], when: .absent) == .conditionFailed)
      let info = try #require(try await store.head(key))
      let part = try await store.get(key, range: 1..<3, version: info.version)
      #expect(part == SharedBytes("bc"))
      #expect(store.bytesWorthARead == lake.bytesWorthARead)
    }
  }

  /// The store's own writer writes as it goes; one that gathers all in memory would do as well, but
  /// for what an upload of a gibibyte takes.
  @Test func piecesAreWrittenByTheStoresOwnWriter() async throws {
    try await withTemporaryLake { lake async throws in
      let writer = try await ListingCache(lake, clock: clock.clock).writer(for: "raw/a")
      #expect(type(of: writer) == type(of: try await lake.writer(for: "raw/a")))
      #expect(!(writer is GatheredObject))
    }
  }
}

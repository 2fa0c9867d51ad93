import Bytes
import Datasets
import SnapshotQueries
import Storage
import Synchronization
import TestSupport
import Testing
import Time

@Suite struct SnapshotCatalogTests {
  /// A lake with three snapshots and things that are none.
  private func withCatalog(_ body: (SnapshotCatalog) async throws -> Void) async throws {
    try await withTemporaryLake { lake async throws in
      let keys = [
        "curated/source=rok_players/kingdom=51/dt=2026-01-19/players.parquet",
        "curated/source=rok_players/kingdom=51/dt=2026-01-26/players.parquet",
        "curated/source=rok_players/kingdom=1960/dt=2025-12-31/players.parquet",
        "curated/source=rok_players/kingdom=51/dt=2026-02-30/players.parquet",
        "curated/source=rok_players/kingdom=51/dt=2026-02-02/other.parquet",
        "curated/source=rok_players/kingdom=007/dt=2026-01-26/players.parquet",
        "curated/source=another/kingdom=52/dt=2026-01-26/players.parquet",
        "inbox/source=rok_players/kingdom=53/dt=2026-01-26/players.csv",
      ]
      for key in keys { _ = try await lake.put(key, [SharedBytes("")], when: .always) }
      try await body(SnapshotCatalog(store: lake))
    }
  }

  @Test func kingdomsAreThoseWithASnapshot() async throws {
    try await withCatalog { catalog async throws in
      #expect(try await catalog.kingdoms().map(\.number) == [51, 1960])
      #expect(
        try await catalog.latestSnapshots().map(\.date.description) == ["2026-01-26", "2025-12-31"])
    }
  }

  @Test func theLatestIsTheGreatestDateWithACuratedObject() async throws {
    try await withCatalog { catalog async throws in
      let kingdom = try #require(Kingdom(51))
      #expect(try await catalog.latest(of: kingdom)?.date.description == "2026-01-26")
      #expect(
        try await catalog.snapshots(of: kingdom).map(\.date.description)
          == ["2026-01-26", "2026-01-19"])
    }
  }

  @Test(.timeLimit(.minutes(1))) func manyKingdomsAreLookedAtTogether() async throws {
    try await withTemporaryLake { lake async throws in
      for number in 1...40 {
        let key = "curated/source=rok_players/kingdom=\(number)/dt=2026-01-26/players.parquet"
        _ = try await lake.put(key, [SharedBytes("")], when: .always)
      }
      // No head is answered before sixteen are asked for: one after the other none ever would be.
      let store = MeetingStore(lake, parties: 16)
      #expect(
        try await SnapshotCatalog(store: store).kingdoms().map(\.number) == Array(1...40))
    }
  }

  @Test func anUnknownKingdomHasNone() async throws {
    try await withCatalog { catalog async throws in
      let kingdom = try #require(Kingdom(53))
      #expect(try await catalog.latest(of: kingdom) == nil)
      #expect(try await catalog.snapshots(of: kingdom).isEmpty)
    }
  }
}

/// A store that answers no head before some of them have come.
private final class MeetingStore: ObjectStore {
  private let store: any ObjectStore
  private let missing: Atomic<Int>
  private let gate = Gate()

  init(_ store: any ObjectStore, parties: Int) {
    self.store = store
    missing = Atomic(parties)
  }

  func head(_ key: String) async throws -> ObjectInfo? {
    if missing.subtract(1, ordering: .relaxed).newValue == 0 { await gate.open() }
    await gate.wait()
    return try await store.head(key)
  }

  func get(
    _ key: String, range: Range<Int>?, version: ObjectVersion?
  ) async throws -> SharedBytes {
    try await store.get(key, range: range, version: version)
  }

  func list(_ prefix: String, delimited: Bool) async throws -> ObjectListing {
    try await store.list(prefix, delimited: delimited)
  }

  func put(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) async throws -> PutOutcome {
    try await store.put(key, body, when: condition)
  }

  func writer(for key: String) async throws -> any ObjectWriter {
    try await store.writer(for: key)
  }

  var bytesWorthARead: Int { store.bytesWorthARead }
}

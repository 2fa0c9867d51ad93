import Bytes
import DataLake
import Querying
import Rankings
import TestSupport
import Testing

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

  @Test func kingdomsAreAskedAboutTogether() async throws {
    try await withTemporaryLake { lake async throws in
      for kingdom in 1...40 {
        let key = "curated/source=rok_players/kingdom=\(kingdom)/dt=2026-01-26/players.parquet"
        _ = try await lake.put(key, [SharedBytes("")], when: .always)
      }
      let store = MeetingStore(lake)
      let latest = try await SnapshotCatalog(store: store).latestSnapshots()
      #expect(latest.map(\.kingdom.number) == Array(1...40))
      #expect((2...16).contains(store.greatestMeeting))
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

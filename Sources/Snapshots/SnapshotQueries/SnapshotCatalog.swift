import Concurrency
import DataLake
package import Datasets
import Failures
package import Storage
import Time

/// The kingdoms and dates of a lake: a date counts if it has a curated object.
package struct SnapshotCatalog: Sendable {
  private let store: any ObjectStore
  private let source: Source
  /// Each kingdom takes two sequential calls, about 30 ms in a bucket.
  private static let kingdomsAtATime = 16

  package init(store: any ObjectStore, source: Source = .rokPlayers) {
    self.store = store
    self.source = source
  }

  /// The uploads of the same lake.
  package var uploads: UploadCatalog { UploadCatalog(store: store, source: source) }

  /// The kingdoms with at least one snapshot, sorted by number.
  /// - Throws: `ObjectStoreError`.
  package func kingdoms() async throws -> [Kingdom] {
    try await latestSnapshots().map(\.kingdom)
  }

  /// The latest snapshot of every kingdom that has one, sorted by kingdom.
  /// - Throws: `ObjectStoreError`.
  package func latestSnapshots() async throws -> [SnapshotID] {
    let kingdoms = try await store.folderValues(of: "kingdom", below: .source(.curated, source))
      .compactMap { Kingdom($0) }
    let latest = try await concurrentMap(kingdoms, atATime: Self.kingdomsAtATime) {
      try await self.latest(of: $0)
    }
    return latest.compactMap { $0 }.sorted { $0.kingdom < $1.kingdom }
  }

  /// The snapshots of a kingdom, the latest first; none if the kingdom is unknown.
  /// - Throws: `ObjectStoreError`.
  package func snapshots(of kingdom: Kingdom) async throws -> [SnapshotID] {
    let prefix = LakePrefix.kingdom(.curated, source, kingdom).description
    let keys = try await store.list(prefix, delimited: false).keys
    return keys.compactMap { key in
      guard case .curated(let snapshot)? = try? LakeKey(parsing: key) else { return nil }
      return snapshot
    }.sorted { $0.date > $1.date }
  }

  /// The snapshot with the latest date; `nil` if the kingdom has none.
  /// - Throws: `ObjectStoreError`.
  package func latest(of kingdom: Kingdom) async throws -> SnapshotID? {
    for snapshot in try await datedFolders(of: kingdom) where try await contains(snapshot) {
      return snapshot
    }
    return nil
  }

  /// The dates of a kingdom's folders, the latest first. Almost always each is a snapshot, but the
  /// reader has to check. Takes one delimited listing.
  /// - Throws: `ObjectStoreError`.
  package func datedFolders(of kingdom: Kingdom) async throws -> [SnapshotID] {
    let dates = try await store.folderValues(of: "dt", below: .kingdom(.curated, source, kingdom))
      .compactMap { CalendarDate($0) }
    return dates.sorted(by: >).map { SnapshotID(source: source, kingdom: kingdom, date: $0) }
  }

  /// Whether the snapshot has a curated object. Another kind of entry does not count and does not
  /// affect other snapshots.
  /// - Throws: `ObjectStoreError`.
  package func contains(_ snapshot: SnapshotID) async throws -> Bool {
    do {
      return try await store.head(LakeKey.curated(snapshot).description) != nil
    } catch let error as ObjectStoreError where error.code == .wrongKind {
      return false
    }
  }
}

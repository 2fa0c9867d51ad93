import Concurrency
import DataLake
package import Datasets
package import Storage
import Time

/// Knows which kingdoms and dates a lake holds: a date counts once it has a curated object.
package struct SnapshotCatalog: Sendable {
  private let store: any ObjectStore
  private let source: Source
  /// Each kingdom costs two calls one after the other, which take a bucket some 30 ms.
  private static let kingdomsAtATime = 16

  package init(store: any ObjectStore, source: Source = .rokPlayers) {
    self.store = store
    self.source = source
  }

  /// What was uploaded to the same lake.
  package var uploads: UploadCatalog { UploadCatalog(store: store, source: source) }

  /// The kingdoms with at least one snapshot, in the order of their numbers.
  /// - Throws: `ObjectStoreError`.
  package func kingdoms() async throws -> [Kingdom] {
    try await latestSnapshots().map(\.kingdom)
  }

  /// The latest snapshot of every kingdom that has one, in the order of the kingdoms' numbers.
  /// - Throws: `ObjectStoreError`.
  package func latestSnapshots() async throws -> [SnapshotID] {
    let kingdoms = try await store.folderValues(of: "kingdom", below: .source(.curated, source))
      .compactMap { Kingdom($0) }
    let latest = try await concurrentMap(kingdoms, atATime: Self.kingdomsAtATime) {
      try await self.latest(of: $0)
    }
    return latest.compactMap { $0 }.sorted { $0.kingdom < $1.kingdom }
  }

  /// The snapshots of a kingdom, the latest first; none where the kingdom is unknown.
  /// - Throws: `ObjectStoreError`.
  package func snapshots(of kingdom: Kingdom) async throws -> [SnapshotID] {
    let prefix = LakePrefix.kingdom(.curated, source, kingdom).description
    let keys = try await store.list(prefix, delimited: false).keys
    return keys.compactMap { key in
      guard case .curated(let snapshot)? = try? LakeKey(parsing: key) else { return nil }
      return snapshot
    }.sorted { $0.date > $1.date }
  }

  /// The snapshot with the greatest date; `nil` where the kingdom has none.
  /// - Throws: `ObjectStoreError`.
  package func latest(of kingdom: Kingdom) async throws -> SnapshotID? {
    for snapshot in try await datedFolders(of: kingdom) where try await contains(snapshot) {
      return snapshot
    }
    return nil
  }

  /// The dates for which a kingdom has a folder, the latest first; almost always each of them is a
  /// snapshot, but it is for whoever opens it to see. It takes one delimited listing.
  /// - Throws: `ObjectStoreError`.
  package func datedFolders(of kingdom: Kingdom) async throws -> [SnapshotID] {
    let dates = try await store.folderValues(of: "dt", below: .kingdom(.curated, source, kingdom))
      .compactMap { CalendarDate($0) }
    return dates.sorted(by: >).map { SnapshotID(source: source, kingdom: kingdom, date: $0) }
  }

  /// Whether the snapshot has a curated object. Something else in its place is none, and takes
  /// nothing from the others.
  /// - Throws: `ObjectStoreError`.
  package func contains(_ snapshot: SnapshotID) async throws -> Bool {
    do {
      return try await store.head(LakeKey.curated(snapshot).description) != nil
    } catch let error as ObjectStoreError where error.code == .wrongKind {
      return false
    }
  }
}

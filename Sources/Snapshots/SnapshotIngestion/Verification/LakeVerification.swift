import Bytes
import DataLake
package import Datasets
package import Storage
package import Time

/// What holds of a snapshot beside the uploads that `raw/` keeps.
package struct VerifiedSnapshot: Sendable {
  /// What rebuilding it would do.
  package let rebuilding: RebuiltSnapshot
  /// In what the curated file is another than its upload makes; `nil` where it is not.
  package let differences: SnapshotDifferences?

  /// Whether all of it is what its uploads make, so that rebuilding would change nothing.
  package var isAsItShouldBe: Bool {
    switch rebuilding.curated {
    case .unchanged, .leftAlone(.nothingExpected): break
    case .restored, .replaced, .leftAlone: return false
    }
    return !rebuilding.isIncomplete
      && rebuilding.uploads.allSatisfy { $0.report.map { $0.change == .unchanged } ?? true }
  }
}

extension RebuiltUpload {
  /// Its report; `nil` where none was looked at.
  package var report: RebuiltReport? {
    switch outcome {
    case .accepted(let report), .refused(_, let report): report
    case .damaged, .lost, .pending: nil
    }
  }
}

/// Checks a lake against the uploads that it keeps, and writes nothing.
package struct LakeVerification: Sendable {
  private let store: DryRunStore
  private let rebuild: SnapshotRebuild

  /// - Parameter now: tells lost reports from those that are still to come.
  package init(
    store: any ObjectStore, settings: RebuildSettings = RebuildSettings(), now: Instant
  ) {
    self.store = DryRunStore(store)
    rebuild = SnapshotRebuild(store: self.store, settings: settings, now: now)
  }

  /// As `SnapshotRebuild.snapshots(of:on:)`.
  package func snapshots(of kingdom: Kingdom?, on date: CalendarDate?) async throws -> [SnapshotID]
  {
    try await rebuild.snapshots(of: kingdom, on: date)
  }

  /// - Parameter progress: told how many are done, of how many; from several tasks at once.
  /// - Returns: what holds of each by kingdom and date, those left out of which the lake has
  ///   nothing.
  /// - Throws: `ObjectStoreError`, `ParquetError`.
  package func verify(
    _ snapshots: [SnapshotID],
    progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) async throws -> [VerifiedSnapshot] {
    try await rebuild.inOrder(snapshots, progress: progress) { snapshot in
      guard let rebuilding = try await rebuild.rebuild(snapshot) else { return nil }
      return VerifiedSnapshot(
        rebuilding: rebuilding, differences: try await differences(of: snapshot, rebuilding))
    }
  }

  private func differences(
    of snapshot: SnapshotID, _ rebuilding: RebuiltSnapshot
  ) async throws -> SnapshotDifferences? {
    let key = LakeKey.curated(snapshot).description
    guard let expected = store.takeWritten(key), case .replaced = rebuilding.curated,
      let standing = try await CurrentSnapshot.read(snapshot, in: store)
    else { return nil }
    return try await .between(standing.bytes, expected)
  }
}

import Bytes
import DataLake
package import Datasets
package import Storage
package import Time

/// The result of comparing a snapshot with its uploads in `raw/`.
package struct VerifiedSnapshot: Sendable {
  /// What a rebuild would do.
  package let rebuilding: RebuiltSnapshot
  /// How the curated file differs from its upload's result; `nil` if it does not.
  package let differences: SnapshotDifferences?

  /// Whether everything is as its uploads make it, so that a rebuild would change nothing.
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
  /// Its report; `nil` if none was compared.
  package var report: RebuiltReport? {
    switch outcome {
    case .accepted(let report), .refused(_, let report): report
    case .damaged, .lost, .pending: nil
    }
  }
}

/// Compares a lake with its uploads, and writes nothing.
package struct LakeVerification: Sendable {
  private let store: DryRunStore
  private let rebuild: SnapshotRebuild

  /// - Parameter now: distinguishes lost reports from those still to come.
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

  /// - Parameter progress: called with the done and the total number; from several tasks at once.
  /// - Returns: the results by kingdom and date, without snapshots that the lake does not know.
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

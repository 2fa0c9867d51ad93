import Bytes
import DataLake
import Datasets
import Parquet
import Storage

extension SnapshotRebuild {
  /// Compares a rebuilt snapshot with the one that its report names, so that the report becomes the
  /// same; without a name, with the previous one.
  /// - Throws: `ObjectStoreError`.
  func comparison(of file: CuratedFile, _ upload: KeptUpload) async throws -> SnapshotComparison? {
    let snapshot = upload.run.event.snapshot
    let comparer = SnapshotComparer(store: store, settings: settings.ingestion)
    return try await comparer.compare(file) { lake in
      switch upload.report?.comparison {
      case .none?: nil
      case .unknown?, nil: try await lake.latest(before: snapshot)
      case .with(let reference)?:
        if let earlier = try await earlier(reference, before: snapshot, in: lake) {
          earlier
        } else {
          try await lake.latest(before: snapshot)
        }
      }
    }
  }

  /// The snapshot of a run, current or rebuilt; `nil` if its upload is lost.
  private func earlier(
    _ reference: SnapshotReference, before snapshot: SnapshotID, in lake: EarlierSnapshots
  ) async throws -> EarlierSnapshot? {
    let earlier = SnapshotID(
      source: snapshot.source, kingdom: snapshot.kingdom, date: reference.date)
    if let standing = try await lake.standing(earlier), standing.reference == reference {
      return standing
    }
    let history = try await SnapshotHistory.read(earlier, in: store)
    guard let upload = history.uploads.first(where: { $0.run.id == reference.runID }) else {
      return nil
    }
    let bytes = try await store.get(upload.key.description)
    let made = try await remake(bytes, upload, history.standing)
    guard case .accepted(let file) = made.outcome else { return nil }
    return EarlierSnapshot(
      reference: reference, file: try await ParquetFile(file))
  }
}

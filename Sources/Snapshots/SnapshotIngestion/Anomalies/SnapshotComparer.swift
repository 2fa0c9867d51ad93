import Parquet
import Storage
import UploadReading

/// Compares the snapshot of an upload with the one before it, as the lake has them.
struct SnapshotComparer {
  let store: any ObjectStore
  let settings: IngestionSettings

  /// How often the earlier snapshot may be replaced while it is read.
  private static let attempts = 4

  /// - Parameter earlier: finds the snapshot to compare with; asked again where that was replaced.
  /// - Returns: `nil` where there is none, or where one of the two is too large.
  /// - Throws: `ObjectStoreError`.
  func compare(
    _ file: CuratedFile,
    with earlier: (EarlierSnapshots) async throws -> EarlierSnapshot?
  ) async throws -> SnapshotComparison? {
    let limit = settings.comparedPlayers
    guard file.intake.rows.accepted <= limit else { return nil }
    for _ in 0..<Self.attempts {
      do {
        guard let earlier = try await earlier(EarlierSnapshots(store: store)),
          earlier.file.metadata.rowCount <= limit
        else { return nil }
        return try await SnapshotComparison.of(
          try await ParquetFile(file), with: earlier,
          listing: settings.intake.limits.listedProblems)
      } catch is ParquetError {
        return nil
      } catch let error as ObjectStoreError where error.isOfReplacedObject {
        continue
      }
    }
    return nil
  }
}

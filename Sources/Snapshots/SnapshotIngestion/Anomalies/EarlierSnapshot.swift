import Bytes
import DataLake
import Datasets
import Parquet
import Storage
import Time

/// The snapshot that a later one is compared with.
struct EarlierSnapshot: Sendable {
  let reference: SnapshotReference
  let file: ParquetFile
}

/// Finds the previous snapshot.
struct EarlierSnapshots {
  let store: any ObjectStore

  /// The kingdom's latest earlier snapshot; `nil` if there is none, or none of ours.
  /// - Throws: `ObjectStoreError`.
  func latest(before snapshot: SnapshotID) async throws -> EarlierSnapshot? {
    let kingdom = LakePrefix.kingdom(.curated, snapshot.source, snapshot.kingdom)
    let dates = try await store.folderValues(of: "dt", below: kingdom)
      .compactMap { CalendarDate($0) }
    for date in dates.filter({ $0 < snapshot.date }).sorted(by: >) {
      let earlier = SnapshotID(source: snapshot.source, kingdom: snapshot.kingdom, date: date)
      if let found = try await standing(earlier) { return found }
    }
    return nil
  }

  /// The snapshot at a date; `nil` if there is none, or none of ours.
  /// - Throws: `ObjectStoreError`.
  func standing(_ snapshot: SnapshotID) async throws -> EarlierSnapshot? {
    let key = LakeKey.curated(snapshot).description
    guard let object = try await ObjectReader(key, in: store) else { return nil }
    do {
      return EarlierSnapshot(try await ParquetFile(object), of: snapshot.date)
    } catch is ParquetError {
      return nil
    }
  }
}

extension EarlierSnapshot {
  /// - Returns: `nil` if the file does not name its run.
  init?(_ file: ParquetFile, of date: CalendarDate) {
    guard let metadata = CuratedMetadata({ file.metadata.value(forKey: $0) }) else { return nil }
    self.init(reference: SnapshotReference(date: date, runID: metadata.runID), file: file)
  }
}

import Bytes
import DataLake
import Datasets
import Parquet
import Storage
package import Time
import UploadReading

/// A reference to one upload of a date.
package struct SnapshotReference: Hashable, Sendable {
  package let date: CalendarDate
  /// The run that made the snapshot.
  package let runID: String
}

/// The anomalies of a snapshot compared with the previous one.
package struct SnapshotComparison: Sendable, Equatable {
  /// The earlier snapshot of the comparison.
  package let earlier: SnapshotReference
  package let playersInBoth: Int
  package let newPlayers: Int
  /// Players only in the earlier one. Lists often contain the top of a kingdom, so absent players
  /// have not necessarily left.
  package let absentPlayers: Int
  package let anomalies: AnomalyList

  /// Whether more than half of the players are new: perhaps the list belongs to another kingdom.
  package var isMostlyNew: Bool { newPlayers > playersInBoth }
}

/// Compares the snapshot of an upload with the previous one in the lake.
struct SnapshotComparer {
  let store: any ObjectStore
  let settings: IngestionSettings

  /// Max retries if the earlier snapshot is replaced while it is read.
  private static let attempts = 4

  /// - Parameter earlier: finds the snapshot to compare with; called again if that was replaced.
  /// - Returns: `nil` if there is none, or if one of the two is too large.
  /// - Throws: `ObjectStoreError`.
  func compare(
    _ file: CuratedFile,
    with earlier: (EarlierSnapshots) async throws -> EarlierSnapshot?
  ) async throws -> SnapshotComparison? {
    let limit = settings.comparedPlayers
    guard file.reading.rows.accepted <= limit else { return nil }
    for _ in 0..<Self.attempts {
      do {
        guard let earlier = try await earlier(EarlierSnapshots(store: store)),
          earlier.file.metadata.rowCount <= limit
        else { return nil }
        return try await SnapshotComparison.of(
          try await ParquetFile(file), with: earlier,
          listing: settings.reading.limits.listedProblems)
      } catch is ParquetError {
        return nil
      } catch let error as ObjectStoreError where error.isOfReplacedObject {
        continue
      }
    }
    return nil
  }
}

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

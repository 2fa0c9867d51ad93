import DataLake
package import Datasets
import Hashing
import Parquet
package import Storage
package import Time

/// The event of an upload: the subject of a run and the only source of times in its outputs.
package struct UploadEvent: Hashable, Sendable {
  package let snapshot: SnapshotID
  package let file: FileName
  /// When the file was uploaded.
  package let time: Instant
  /// The store's version of the object, if it names versions.
  package let version: String?

  package init(snapshot: SnapshotID, file: FileName, time: Instant, version: String? = nil) {
    self.snapshot = snapshot
    self.file = file
    self.time = time
    self.version = version
  }

  /// The run's name: 32 hex digits derived from the event, so that a repeated event is the same
  /// run.
  package var runID: String {
    let key = LakeKey.inbox(snapshot, file: file)
    let identity = "\(key)\n\(time.millisecondsSinceEpoch)\n\(version ?? "")"
    return String(SHA256.hexDigest(of: Array(identity.utf8)).prefix(32))
  }
}

/// One handling of an event.
struct Run: Sendable {
  let event: UploadEvent
  let id: String

  init(of event: UploadEvent) {
    self.init(of: event, id: event.runID)
  }

  /// A run with its recorded name.
  init(of event: UploadEvent, id: String) {
    self.event = event
    self.id = id
  }

  /// The constant value of a column of the run.
  func value(of column: CuratedTable.RunColumn) -> ColumnValue? {
    switch column {
    case .kingdom: .int32(event.snapshot.kingdom.number)
    case .snapshotDate: .int32(event.snapshot.date.daysSinceEpoch)
    case .ingestedAt: .int64(event.time.microsecondsSinceEpoch)
    case .runID: .string(id)
    case .recordHash: nil
    }
  }
}

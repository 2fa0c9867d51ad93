import DataLake
package import Datasets
import Hashing
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
  /// - Throws: `HashingError`.
  package var runID: String {
    get throws {
      let key = LakeKey.inbox(snapshot, file: file)
      let identity = "\(key)\n\(time.millisecondsSinceEpoch)\n\(version ?? "")"
      return String(try SHA256.hexDigest(of: Array(identity.utf8)).prefix(32))
    }
  }
}

import Bytes
import DataLake
import Datasets
import Storage
import Time

/// The report of a run as the lake has it, for rebuilding it.
struct StoredReport: Sendable {
  let key: LakeKey
  /// The folder of the report.
  let folder: RunTimestamp
  let body: SharedBytes
  let document: UploadReport

  /// - Returns: `nil` if the object is not one of our reports.
  init?(_ body: SharedBytes, _ snapshot: SnapshotID, in folder: RunTimestamp) {
    guard let document = UploadReport(parsing: body.array, byteLimit: body.count) else {
      return nil
    }
    key = .report(snapshot, folder)
    self.folder = folder
    self.body = body
    self.document = document
  }

  var runID: String { document.runID }
  var uploadedAt: Instant { document.uploadedAt }

  /// The upload's file name; `nil` if it is missing or invalid.
  var file: FileName? { document.file.flatMap { FileName($0) } }

  /// Whether the last of repeated ids was kept, which mattered because the file had some.
  var keptLast: Bool { document.rows.superseded > 0 }

  /// Whether only the snapshot's day was ingested from rows of several days.
  var tookOneDate: Bool { document.rows.ofDate != nil }

  /// Whether its run is newer than another's, as in `CuratedMetadata`.
  func isNewer(than other: StoredReport) -> Bool {
    (uploadedAt, runID) > (other.uploadedAt, other.runID)
  }
}

import DataLake
import Datasets
import Time

/// An upload in `raw/`, and its run.
struct KeptUpload: Sendable {
  let folder: RunTimestamp
  let run: Run
  let provenance: RunProvenance
  /// The run's report; `nil` if it is lost.
  let report: StoredReport?

  var key: LakeKey { .raw(run.event.snapshot, folder, file: run.event.file) }

  /// Its last outcome; `nil` if unknown.
  var wasAccepted: Bool? { report?.isAccepted ?? (provenance == .curated ? true : nil) }

  /// Whether repeated ids did not reject it.
  var keptLast: Bool {
    // If the report of an accepted upload is lost, nobody knows whether it had any repeated ids: if
    // not, keeping the last makes no difference.
    report?.keptLast ?? (provenance == .curated)
  }

  /// The day of the ingested rows, if the upload has rows of several days and its report says so.
  var rowsOfDate: CalendarDate? { report?.tookOneDate == true ? run.event.snapshot.date : nil }
}

extension KeptUpload {
  /// Whether this upload is newer than another, as in `CuratedMetadata`.
  func isNewer(than other: KeptUpload) -> Bool {
    (run.event.time, run.id) > (other.run.event.time, other.run.id)
  }
}

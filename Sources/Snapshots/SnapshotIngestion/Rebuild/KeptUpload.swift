import DataLake
import Datasets
import Time

/// An upload that `raw/` keeps, and the run by which it was handled.
struct KeptUpload: Sendable {
  let folder: RunTimestamp
  let run: Run
  let provenance: RunProvenance
  /// The run's report; `nil` where it is lost.
  let report: StoredReport?

  var key: LakeKey { .raw(run.event.snapshot, folder, file: run.event.file) }

  /// How it ended when it was handled last; `nil` where nothing tells.
  var wasAccepted: Bool? { report?.isAccepted ?? (provenance == .curated ? true : nil) }

  /// Whether rows with one id were no reason to refuse it.
  var keptLast: Bool {
    // Of an accepted upload whose report is lost nobody knows whether it had any: if it had none,
    // keeping the last makes no difference.
    report?.keptLast ?? (provenance == .curated)
  }

  /// The day whose rows were taken, where the upload has rows of several and its report says so.
  var rowsOfDate: CalendarDate? { report?.tookOneDate == true ? run.event.snapshot.date : nil }
}

extension KeptUpload {
  /// Whether this upload came after another, as `CuratedMetadata` has it.
  func isNewer(than other: KeptUpload) -> Bool {
    (run.event.time, run.id) > (other.run.event.time, other.run.id)
  }
}

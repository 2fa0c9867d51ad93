import DataLake
import Rankings

/// An upload that `raw/` keeps, and the run by which it was handled.
struct KeptUpload: Sendable {
  let folder: RunTimestamp
  let run: Run
  let provenance: RunProvenance
  /// The run's report; `nil` where it is lost.
  let report: StoredReport?

  var key: LakeKey { .raw(run.event.snapshot, folder, file: run.event.file) }
}

extension KeptUpload {
  /// Whether this upload came after another, as `CuratedMetadata` has it.
  func isNewer(than other: KeptUpload) -> Bool {
    (run.event.time, run.id) > (other.run.event.time, other.run.id)
  }
}

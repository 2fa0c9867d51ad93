import DataLake
import Datasets
import Storage
import Time

/// The raw copy of an upload.
struct RawUpload: Hashable, Sendable {
  let snapshot: SnapshotID
  let folder: RunTimestamp
  let file: FileName

  var key: LakeKey { .raw(snapshot, folder, file: file) }

  /// The event of the upload, as far as its time is known.
  func event(at time: Instant) -> UploadEvent {
    UploadEvent(snapshot: snapshot, file: file, time: time)
  }
}

extension RawArchive {
  /// The uploads of a snapshot in folder order; other objects are skipped.
  /// - Throws: `ObjectStoreError`.
  func uploads(of snapshot: SnapshotID) async throws -> [RawUpload] {
    let prefix = LakePrefix.snapshot(.raw, snapshot).description
    return try await store.list(prefix, delimited: false).keys.compactMap { key in
      guard case .raw(_, let folder, let file)? = try? LakeKey(parsing: key) else { return nil }
      return RawUpload(snapshot: snapshot, folder: folder, file: file)
    }
  }
}

extension ReportArchive {
  /// The reports of a snapshot in folder order; other objects are skipped.
  /// - Throws: `ObjectStoreError`.
  func reports(of snapshot: SnapshotID) async throws -> [StoredReport] {
    let prefix = LakePrefix.snapshot(.reports, snapshot).description
    var reports: [StoredReport] = []
    for key in try await store.list(prefix, delimited: false).keys {
      guard case .report(_, let folder)? = try? LakeKey(parsing: key) else { continue }
      let body = try await store.get(key)
      if let report = StoredReport(body, snapshot, in: folder) { reports.append(report) }
    }
    return reports
  }
}

/// An upload in `raw/`, and its run.
struct KeptUpload: Sendable {
  let folder: RunTimestamp
  let run: Run
  let provenance: RunProvenance
  /// The run's report; `nil` if it is lost.
  let report: StoredReport?

  var key: LakeKey { .raw(run.event.snapshot, folder, file: run.event.file) }

  /// Its last outcome; `nil` if unknown.
  var wasAccepted: Bool? { report?.document.isAccepted ?? (provenance == .curated ? true : nil) }

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

/// An upload with a report but without a raw copy.
struct LostUpload: Sendable {
  let key: LakeKey
  let wasAccepted: Bool
}

/// The source of a run's time and name.
package enum RunProvenance: String, Sendable {
  /// Its report: everything is as it was.
  case report
  /// The report is lost; the curated file names the run: everything is as it was.
  case curated
  /// Both are lost. The time is that of the folder, to the second, and the run gets another name.
  case derived
}

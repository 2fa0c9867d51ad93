import Bytes
import DataLake
import Datasets
import JSON
import Storage
import Time

/// The facts about a run in its stored report, for rebuilding it.
struct StoredReport: Sendable {
  let key: LakeKey
  /// The folder of the report.
  let folder: RunTimestamp
  let body: SharedBytes
  let runID: String
  let uploadedAt: Instant
  /// The key of the upload's raw copy; `nil` if there was none.
  let raw: LakeKey?
  /// The upload's file name.
  let file: FileName?
  let contentHash: String?
  let isAccepted: Bool
  /// `nil` in reports of rejected uploads, and in older reports.
  let dkpWeights: DKPWeights?
  /// Whether the last of repeated ids was kept, which mattered because the file had some.
  let keptLast: Bool
  /// Whether only the snapshot's day was ingested from rows of several days.
  let tookOneDate: Bool
  let comparison: Comparison

  /// The snapshot that the run was compared with.
  enum Comparison: Hashable, Sendable {
    case with(SnapshotReference)
    case none
    /// An older report without comparison.
    case unknown
  }

  /// - Returns: `nil` if the object is not one of our reports.
  init?(_ body: SharedBytes, _ snapshot: SnapshotID, in folder: RunTimestamp) {
    guard let report = try? JSONValue(parsing: body.array, byteLimit: body.count),
      let runID = report["run_id"]?.string,
      let uploadedAt = report["uploaded_at"]?.string.flatMap({ Instant($0) }),
      let status = report["status"]?.string
    else { return nil }
    key = .report(snapshot, folder)
    self.folder = folder
    self.body = body
    self.runID = runID
    self.uploadedAt = uploadedAt
    raw = report["raw"]?.string.flatMap { try? LakeKey(parsing: $0) }
    file = report["file"]?.string.flatMap { FileName($0) }
    contentHash = report["sha256"]?.string
    isAccepted = status == "accepted"
    dkpWeights = report["dkp_weights"]?.string.flatMap { DKPWeights($0) }
    keptLast = (report["rows"]?["superseded"]?.integer ?? 0) > 0
    tookOneDate = report["rows"]?["of_date"]?.string != nil
    comparison = Comparison(report["compared_with"])
  }

  /// Whether its run is newer than another's, as in `CuratedMetadata`.
  func isNewer(than other: StoredReport) -> Bool {
    (uploadedAt, runID) > (other.uploadedAt, other.runID)
  }
}

extension StoredReport.Comparison {
  fileprivate init(_ json: JSONValue?) {
    guard let json else {
      self = .unknown
      return
    }
    guard let date = json["snapshot_date"]?.string.flatMap({ CalendarDate($0) }),
      let runID = json["run_id"]?.string
    else {
      self = .none
      return
    }
    self = .with(SnapshotReference(date: date, runID: runID))
  }
}

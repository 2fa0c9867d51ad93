import Bytes
import DataLake
import Datasets
import JSON
import Storage
import Time

/// What a report in the lake tells of its run, so that the run can be made again.
struct StoredReport: Sendable {
  let key: LakeKey
  /// The folder in which the report stands.
  let folder: RunTimestamp
  let body: SharedBytes
  let runID: String
  let uploadedAt: Instant
  /// The key of the upload's raw copy; `nil` where there was none.
  let raw: LakeKey?
  /// What the upload was called.
  let file: FileName?
  let contentHash: String?
  let isAccepted: Bool
  /// `nil` in reports of refused uploads, and in those of before it was noted.
  let dkpWeights: DKPWeights?
  /// Whether of rows with one id the last was kept, which the file asked for by having such.
  let keptLast: Bool
  /// Whether of rows of several days those of the snapshot's day were taken.
  let tookOneDate: Bool
  let comparison: Comparison

  /// With what the run's snapshot was compared.
  enum Comparison: Hashable, Sendable {
    case with(SnapshotReference)
    case none
    /// The report is of before comparisons were made.
    case unknown
  }

  /// - Returns: `nil` where the object is no report of ours.
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

  /// Whether its run came after another's, as `CuratedMetadata` has it.
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

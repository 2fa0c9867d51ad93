package import DataLake
import Datasets
package import Time
package import UploadReading

/// The outcome of an upload.
package struct IngestionReport: Sendable {
  /// Accepted or rejected.
  package enum Outcome: Sendable {
    case accepted
    case refused(Rejection)
  }

  package let outcome: Outcome
  package let event: UploadEvent
  package let runID: String
  /// SHA-256 of the upload's bytes, as 64 hex digits; `nil` if it was rejected unread.
  package let contentHash: String?
  /// The weights of computed DKP; `nil` if the upload has DKP or was rejected.
  let dkpWeights: DKPWeights?
  /// How the upload was read; `nil` if it was rejected before anything was known about it.
  package let reading: ReadingReport?
  /// Issues of rows and cells, in file order.
  package let problems: RowIssueList
  /// The anomalies of accepted players, in the file itself and compared with the previous snapshot.
  package let anomalies: AnomalyList
  /// The comparison with the previous snapshot; `nil` if there was none.
  package let comparison: SnapshotComparison?
  /// The raw copy; `nil` if the upload was rejected unread and stays in the inbox.
  package let raw: LakeKey?
  package let curated: LakeKey?
  package let rejected: LakeKey?
  package internal(set) var report: LakeKey
  /// Accepted rows with contradictory numbers.
  package var anomalousRows: Int {
    anomalies.count(.killPointsMismatch) + anomalies.count(.hiddenTiers)
  }
  /// The time of a newer upload that was already current, so that curated was left as it is. This
  /// describes the present, not the upload, and is not stored in the report.
  package let newerUpload: Instant?
  package var isSuperseded: Bool { newerUpload != nil }
}

extension IngestionReport {
  /// The report of a run with a raw copy.
  init(
    of upload: CuratedUpload, _ run: Run, keptIn folder: RunTimestamp,
    comparedAs comparison: SnapshotComparison?, newerUpload: Instant? = nil
  ) {
    event = run.event
    runID = run.id
    contentHash = upload.contentHash
    problems = upload.problems
    raw = .raw(event.snapshot, folder, file: event.file)
    report = .report(event.snapshot, folder)
    self.newerUpload = newerUpload
    self.comparison = comparison
    switch upload.outcome {
    case .accepted(let file):
      outcome = .accepted
      dkpWeights = file.metadata.dkpWeights
      reading = file.reading
      var anomalies = file.anomalies
      if let comparison { anomalies.append(comparison.anomalies) }
      self.anomalies = anomalies
      curated = .curated(event.snapshot)
      rejected = nil
    case .refused(let rejection):
      outcome = .refused(rejection)
      dkpWeights = nil
      reading = rejection.report
      anomalies = AnomalyList(limit: 0)
      curated = nil
      rejected = .rejected(event.snapshot, folder, file: event.file)
    }
  }

  /// The report of a run whose upload was rejected unread.
  init(of run: Run, unread rejection: Rejection) {
    event = run.event
    runID = run.id
    outcome = .refused(rejection)
    report = .report(event.snapshot, RunTimestamp(event.time))
    (contentHash, dkpWeights, reading) = (nil, nil, nil)
    (raw, curated, rejected) = (nil, nil, nil)
    problems = RowIssueList(limit: 0)
    anomalies = AnomalyList(limit: 0)
    comparison = nil
    newerUpload = nil
  }
}

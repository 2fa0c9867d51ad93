package import DataLake
import Datasets
package import Time
package import UploadReading

/// What came of an upload.
package struct IngestionReport: Sendable {
  /// How it ended.
  package enum Outcome: Sendable {
    case accepted
    case refused(Rejection)
  }

  package let outcome: Outcome
  package let event: UploadEvent
  package let runID: String
  /// SHA-256 of the upload's bytes, as 64 hex digits; `nil` where it was refused unread.
  package let contentHash: String?
  /// What DKP was made of where the upload had none; `nil` where the upload was refused.
  let dkpWeights: DKPWeights?
  /// What was made of the upload; `nil` where it was refused before anything was known of it.
  package let reading: ReadingReport?
  /// What was wrong, rows and cells, in the order of the file.
  package let problems: RowIssueList
  /// What stands out among the accepted players, in the file itself and beside the snapshot before.
  package let anomalies: AnomalyList
  /// How the snapshot differs from the one before; `nil` where there was none to compare with.
  package let comparison: SnapshotComparison?
  /// The copy that is kept; `nil` where the upload was refused unread and stays in the inbox.
  package let raw: LakeKey?
  package let curated: LakeKey?
  package let rejected: LakeKey?
  package internal(set) var report: LakeKey
  /// Accepted rows whose numbers contradict each other.
  package var anomalousRows: Int {
    anomalies.count(.killPointsMismatch) + anomalies.count(.hiddenTiers)
  }
  /// When the upload came that stood there already and is newer, so that curated was left alone.
  ///
  /// This is what happened now, not a fact about the upload, and stays out of the stored report.
  package let newerUpload: Instant?
  package var isSuperseded: Bool { newerUpload != nil }
}

extension IngestionReport {
  /// The report of a run whose upload is kept in a folder of `raw/`.
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

  /// The report of a run whose upload was refused unread.
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

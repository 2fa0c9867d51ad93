package import DataLake
package import Intake
package import Rankings

/// What came of an upload.
package struct IngestionReport: Sendable {
  /// How it ended.
  package enum Outcome: Sendable {
    case accepted
    case refused(Refusal)
  }

  package let outcome: Outcome
  package let event: UploadEvent
  package let runID: String
  /// SHA-256 of the upload's bytes, as 64 hex digits; `nil` where it was refused unread.
  package let contentHash: String?
  /// What DKP was made of where the upload had none; `nil` where the upload was refused.
  let dkpWeights: DKPWeights?
  /// What was made of the upload; `nil` where it was refused before anything was known of it.
  package let intake: IntakeReport?
  /// What was wrong, rows and cells, in the order of the file.
  package let problems: ProblemList
  /// What stands out among the accepted players, in the file itself and beside the snapshot before.
  package let suspicions: SuspicionList
  /// How the snapshot differs from the one before; `nil` where there was none to compare with.
  package let comparison: SnapshotComparison?
  /// The copy that is kept; `nil` where the upload was refused unread and stays in the inbox.
  package let raw: LakeKey?
  package let curated: LakeKey?
  package let rejected: LakeKey?
  package internal(set) var report: LakeKey
  /// Accepted rows whose numbers contradict each other.
  package var suspiciousRows: Int {
    suspicions.count(.killPointsMismatch) + suspicions.count(.hiddenTiers)
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
      intake = file.intake
      var suspicions = file.suspicions
      if let comparison { suspicions.append(comparison.suspicions) }
      self.suspicions = suspicions
      curated = .curated(event.snapshot)
      rejected = nil
    case .refused(let refusal):
      outcome = .refused(refusal)
      dkpWeights = nil
      intake = refusal.report
      suspicions = SuspicionList(limit: 0)
      curated = nil
      rejected = .rejected(event.snapshot, folder, file: event.file)
    }
  }

  /// The report of a run whose upload was refused unread.
  init(of run: Run, unread refusal: Refusal) {
    event = run.event
    runID = run.id
    outcome = .refused(refusal)
    report = .report(event.snapshot, RunTimestamp(event.time))
    (contentHash, dkpWeights, intake) = (nil, nil, nil)
    (raw, curated, rejected) = (nil, nil, nil)
    problems = ProblemList(limit: 0)
    suspicions = SuspicionList(limit: 0)
    comparison = nil
    newerUpload = nil
  }
}

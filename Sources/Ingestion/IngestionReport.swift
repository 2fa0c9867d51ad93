package import DataLake
package import Intake
import Rankings

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
  /// Accepted rows whose numbers contradict each other.
  package let suspiciousRows: Int
  /// The copy that is kept; `nil` where the upload was refused unread and stays in the inbox.
  package let raw: LakeKey?
  package let curated: LakeKey?
  package let rejected: LakeKey?
  package internal(set) var report: LakeKey
  /// Whether a newer upload of the date stood there already, so that curated was left alone.
  ///
  /// This is what happened now, not a fact about the upload, and stays out of the stored report.
  package let isSuperseded: Bool
}

extension IngestionReport {
  /// The report of a run whose upload is kept in a folder of `raw/`.
  init(
    of upload: CuratedUpload, _ run: Run, keptIn folder: RunTimestamp, isSuperseded: Bool = false
  ) {
    event = run.event
    runID = run.id
    contentHash = upload.contentHash
    problems = upload.problems
    raw = .raw(event.snapshot, folder, file: event.file)
    report = .report(event.snapshot, folder)
    self.isSuperseded = isSuperseded
    switch upload.outcome {
    case .accepted(let file):
      outcome = .accepted
      dkpWeights = file.metadata.dkpWeights
      intake = file.intake
      suspiciousRows = file.suspiciousRows
      curated = .curated(event.snapshot)
      rejected = nil
    case .refused(let refusal):
      outcome = .refused(refusal)
      dkpWeights = nil
      intake = refusal.report
      suspiciousRows = 0
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
    suspiciousRows = 0
    isSuperseded = false
  }
}

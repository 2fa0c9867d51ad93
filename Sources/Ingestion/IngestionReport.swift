package import DataLake
package import Intake

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

package import Datasets
package import Time

/// The report of an upload, as the lake stores it in `report.json`.
///
/// The ingestion builds it, and all readers of stored reports read it. Stored reports never change,
/// so older ones lack some members: these are `nil`, 0 or empty.
package struct UploadReport: Hashable, Sendable {
  package var schemaVersion = CuratedTable.schemaVersion
  package var runID: String
  package var uploadedAt: Instant
  package var kingdom: Kingdom?
  package var date: CalendarDate?
  package var source: Source?
  /// The file's name on the officer's machine.
  package var file: String?
  /// SHA-256 of the upload's bytes, as 64 hex digits; `nil` if it was rejected unread.
  package var contentHash: String?
  /// The weights of computed DKP; `nil` if the upload has DKP or was rejected.
  package var dkpWeights: DKPWeights?
  package var isAccepted: Bool
  /// `nil` if the upload was rejected before anything was known about it.
  package var form: Form?
  package var rows = Rows()
  package var columns = Columns()
  /// Why the upload was rejected, then issues of rows and cells in file order.
  package var problems: [Problem] = []
  package var unlistedProblems = 0
  package var anomalies = Anomalies()
  package var comparison = Comparison.unknown
  /// Choices in reading the upload, as sentences for an officer.
  package var notes: [String] = []
  /// The raw copy; `nil` if the upload was rejected unread.
  package var raw: LakeKey?
  package var curated: LakeKey?
  package var rejected: LakeKey?
  /// The key of the report itself.
  package var report: LakeKey?

  package init(runID: String, uploadedAt: Instant, isAccepted: Bool) {
    self.runID = runID
    self.uploadedAt = uploadedAt
    self.isAccepted = isAccepted
  }
}

extension UploadReport {
  /// All problems, including unlisted ones.
  package var problemCount: Int {
    let (sum, isTooLarge) = problems.count.addingReportingOverflow(unlistedProblems)
    return isTooLarge ? .max : sum
  }

  /// Why the upload was rejected, for people; `nil` if it was accepted.
  package var reason: String? { isAccepted ? nil : problems.first?.sentence }
}

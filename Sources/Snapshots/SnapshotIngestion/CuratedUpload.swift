import Bytes
import Datasets
import Storage
import UploadReading

/// The result of an upload before anything is published.
struct CuratedUpload: Sendable {
  enum Outcome: Sendable {
    case accepted(CuratedFile)
    case refused(Rejection)
  }

  let outcome: Outcome
  /// SHA-256 of the upload's bytes, as 64 hex digits.
  let contentHash: String
  let problems: RowIssueList
}

/// The curated file of an accepted upload, and what was found while it was made.
struct CuratedFile: Sendable {
  /// The written file, not yet published.
  let object: any ObjectWriter
  let byteCount: Int
  let metadata: CuratedMetadata
  let reading: ReadingReport
  /// The anomalies in the file itself.
  let anomalies: AnomalyList
}

extension CuratedFile: ByteRangeSource {
  var bytesWorthARead: Int { 0 }

  func read(_ range: Range<Int>) async throws -> SharedBytes { try await object.read(range) }
}

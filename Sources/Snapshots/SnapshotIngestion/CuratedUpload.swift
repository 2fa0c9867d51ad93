import Bytes
import Datasets
import Storage
import UploadReading

/// What an upload was made into. Nothing of it has its place in the lake yet.
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

/// The curated file of an accepted upload, and what was learnt while it was made.
struct CuratedFile: Sendable {
  /// The file as it was written, still without its place.
  let object: any ObjectWriter
  let byteCount: Int
  let metadata: CuratedMetadata
  let reading: ReadingReport
  /// What stands out in the file itself.
  let anomalies: AnomalyList
}

extension CuratedFile: ByteRangeSource {
  var bytesWorthARead: Int { 0 }

  func read(_ range: Range<Int>) async throws -> SharedBytes { try await object.read(range) }
}

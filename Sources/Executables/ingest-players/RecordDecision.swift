import DataLake
import LambdaRuntime
import SnapshotIngestion
import UploadReading

/// What to do about a record, judged by the record alone.
enum RecordDecision: Equatable, Sendable {
  case ingest(UploadEvent, key: String, UploadPin)
  /// The upload is not read, but a report informs its officer.
  case refuseUpload(UploadEvent, byteCount: Int, Rejection)
  case skip(SkippedRecord)
  case refuse(RejectedRecord)
}

/// Why a record needs no handling.
enum SkippedRecord: Hashable, Sendable {
  /// It is not about a written object.
  case otherEvent(String)
  case otherBucket
  /// The function never ingests what it wrote itself, whatever its trigger.
  case outsideOfInbox
  /// The key ends in `/`: consoles create such objects to show a folder.
  case folderMarker
  /// The object was replaced, and the new one has an event of its own.
  case replaced
  /// The object is gone.
  case deleted
  /// The event was handled before.
  case done
}

/// A record that can never be ingested; its object stays in the inbox.
struct RejectedRecord: Hashable, Sendable {
  let found: String
  let expected: String
}

/// Decides about records for one lake.
struct RecordRules: Sendable {
  let bucket: String
  /// The lake's prefix in the bucket: empty, or ending in `/`.
  let prefix: String
  /// The max upload for the function's memory.
  let uploadBytes: Int

  func decide(_ record: S3EventRecord) -> RecordDecision {
    guard record.bucket == bucket else { return .skip(.otherBucket) }
    guard let key = record.key.removing(prefix: prefix),
      key.removing(prefix: LakePrefix.area(.inbox).description) != nil
    else { return .skip(.outsideOfInbox) }
    // The last scalar, since a character may contain more than the slash.
    if key.unicodeScalars.last == "/" { return .skip(.folderMarker) }
    do throws(LakeKeyError) {
      return try decide(record, key: key, LakeKey(parsing: key))
    } catch {
      return .refuse(RejectedRecord(found: error.part, expected: error.expected))
    }
  }

  private func decide(_ record: S3EventRecord, key: String, _ parsed: LakeKey) -> RecordDecision {
    guard case .inbox(let snapshot, let file) = parsed else { return .skip(.outsideOfInbox) }
    let event = UploadEvent(
      snapshot: snapshot, file: file, time: record.time, version: record.identity)
    if let size = record.size, size > uploadBytes {
      let rejection = Rejection(
        .limitExceeded, found: "\(size) bytes",
        expected: "at most \(uploadBytes) bytes, or a function with more memory")
      return .refuseUpload(event, byteCount: size, rejection)
    }
    return .ingest(event, key: key, record.pin)
  }
}

extension S3EventRecord {
  /// The version's id in a bucket with versioning; AWS writes `null` if it is suspended.
  private var namedVersion: String? { versionID == "null" ? nil : versionID }

  /// Distinguishes uploads of one key and one millisecond, and is the same for repeated events: the
  /// version's id if there is one, otherwise the sequencer, which is unique per write.
  fileprivate var identity: String? { namedVersion ?? sequencer?.text ?? eTag }

  fileprivate var pin: UploadPin {
    if let namedVersion { return .version(id: namedVersion) }
    return eTag.map { .tag($0) } ?? .any
  }
}

extension String {
  /// The text after a prefix, compared byte for byte; `nil` if it has another start.
  fileprivate func removing(prefix: String) -> String? {
    guard utf8.starts(with: prefix.utf8) else { return nil }
    return String(decoding: utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
  }
}

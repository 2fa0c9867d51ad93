import DataLake
import Datasets
import Storage
import Time

/// The raw copy of an upload.
struct RawUpload: Hashable, Sendable {
  let snapshot: SnapshotID
  let folder: RunTimestamp
  let file: FileName

  var key: LakeKey { .raw(snapshot, folder, file: file) }

  /// The event of the upload, as far as its time is known.
  func event(at time: Instant) -> UploadEvent {
    UploadEvent(snapshot: snapshot, file: file, time: time)
  }
}

extension RawArchive {
  /// The uploads of a snapshot in folder order; other objects are skipped.
  /// - Throws: `ObjectStoreError`.
  func uploads(of snapshot: SnapshotID) async throws -> [RawUpload] {
    let prefix = LakePrefix.snapshot(.raw, snapshot).description
    return try await store.list(prefix, delimited: false).keys.compactMap { key in
      guard case .raw(_, let folder, let file)? = try? LakeKey(parsing: key) else { return nil }
      return RawUpload(snapshot: snapshot, folder: folder, file: file)
    }
  }
}

extension ReportArchive {
  /// The reports of a snapshot in folder order; other objects are skipped.
  /// - Throws: `ObjectStoreError`.
  func reports(of snapshot: SnapshotID) async throws -> [StoredReport] {
    let prefix = LakePrefix.snapshot(.reports, snapshot).description
    var reports: [StoredReport] = []
    for key in try await store.list(prefix, delimited: false).keys {
      guard case .report(_, let folder)? = try? LakeKey(parsing: key) else { continue }
      let body = try await store.get(key)
      if let report = StoredReport(body, snapshot, in: folder) { reports.append(report) }
    }
    return reports
  }
}

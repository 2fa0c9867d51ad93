import Bytes
import DataLake
import Datasets
import Hashing
import Storage
import Time

/// Everything that the lake has of a snapshot: its uploads, the newest first, the lost ones, and
/// the current object.
struct SnapshotHistory: Sendable {
  let uploads: [KeptUpload]
  let lost: [LostUpload]
  let standing: CurrentSnapshot?
}

extension SnapshotHistory {
  var isEmpty: Bool { uploads.isEmpty && lost.isEmpty && standing == nil }

  /// - Throws: `ObjectStoreError`.
  static func read(_ snapshot: SnapshotID, in store: any ObjectStore) async throws -> Self {
    let kept = try await RawArchive(store: store).uploads(of: snapshot)
    let standing = try await CurrentSnapshot.read(snapshot, in: store)
    // Two uploads of one second may share a folder, so the key counts.
    var reports = Dictionary(
      grouping: try await ReportArchive(store: store).reports(of: snapshot), by: \.document.raw)
    var uploads: [KeptUpload] = []
    var unreported: [RawUpload] = []
    for upload in kept {
      // Equal uploads share even the key: the newer run counts, as when they arrived.
      if let report = reports.removeValue(forKey: upload.key)?.max(by: { $1.isNewer(than: $0) }) {
        uploads.append(KeptUpload(upload, by: report))
      } else {
        unreported.append(upload)
      }
    }
    if let metadata = standing?.metadata, !uploads.contains(where: { $0.run.id == metadata.runID }),
      let index = try await index(of: metadata, among: unreported, in: store)
    {
      uploads.append(KeptUpload(unreported.remove(at: index), by: metadata))
    }
    for upload in unreported { uploads.append(KeptUpload(deriving: upload)) }
    return SnapshotHistory(
      uploads: uploads.sorted { $0.isNewer(than: $1) },
      lost: try await lostUploads(reports, in: store), standing: standing)
  }

  /// The uploads with a report but without a raw copy, the newest first.
  private static func lostUploads(
    _ unclaimed: [LakeKey?: [StoredReport]], in store: any ObjectStore
  ) async throws -> [LostUpload] {
    var lost: [LostUpload] = []
    for case (let key?, let reports) in unclaimed {
      // An upload that arrived after `raw/` was listed is not lost.
      guard try await store.head(key.description) == nil else { continue }
      lost.append(LostUpload(key: key, wasAccepted: reports.contains(where: \.document.isAccepted)))
    }
    return lost.sorted { $0.key.description > $1.key.description }
  }

  /// The upload of a curated file: the first one with its content, from its second on.
  private static func index(
    of metadata: CuratedMetadata, among uploads: [RawUpload], in store: any ObjectStore
  ) async throws -> Int? {
    let second = RunTimestamp(metadata.uploadedAt)
    for (index, upload) in uploads.enumerated()
    where upload.folder.mayBeFolder(ofUploadIn: second) {
      let content = try await store.get(upload.key.description)
      let hash = content.withUnsafeBytes { SHA256.hexDigest(of: $0) }
      if hash == metadata.sourceHash { return index }
    }
    return nil
  }
}

extension KeptUpload {
  fileprivate init(_ upload: RawUpload, by report: StoredReport) {
    self.init(
      folder: upload.folder,
      run: Run(of: upload.event(at: report.uploadedAt), id: report.runID), provenance: .report,
      report: report)
  }

  fileprivate init(_ upload: RawUpload, by metadata: CuratedMetadata) {
    self.init(
      folder: upload.folder,
      run: Run(of: upload.event(at: metadata.uploadedAt), id: metadata.runID),
      provenance: .curated, report: nil)
  }

  fileprivate init(deriving upload: RawUpload) {
    self.init(
      folder: upload.folder, run: Run(of: upload.event(at: upload.folder.instant)),
      provenance: .derived, report: nil)
  }
}

import Concurrency
import DataLake
import Datasets
import Failures
import Parquet
import Storage
import Synchronization

/// Opens curated files and keeps the last ones open, so that their footers are not read again.
///
/// An open file never goes stale: it is returned only while the store has its version, and reading
/// from it fails with `.changed` after a replacement.
final class OpenSnapshots: Sendable {
  private let store: any ObjectStore
  private let kept: Mutex<LRUCache<SnapshotID, OpenSnapshot>>

  /// - Parameters:
  ///   - count: max open files. The default exceeds the length of a page's histories: with fewer,
  ///     each history would open all files again.
  ///   - maxBytes: their memory; a file keeps its last 64 KiB and its footer.
  init(in store: any ObjectStore, keeping count: Int = 128, maxBytes: Int = 32 << 20) {
    self.store = store
    kept = Mutex(LRUCache(maxBytes: maxBytes, maxCount: count))
  }

  /// The current file of a snapshot.
  /// - Throws: `QueryError`, `ObjectStoreError`.
  func current(_ snapshot: SnapshotID) async throws -> OpenSnapshot {
    let key = LakeKey.curated(snapshot).description
    guard let object = try await ObjectReader(key, in: store) else {
      _ = kept.withLock { $0.removeValue(for: snapshot) }
      throw QueryError(code: .noSnapshot, snapshot: snapshot, reason: "there is no \(key)")
    }
    if let file = kept.withLock({ $0.value(for: snapshot) }), file.version == object.info.version {
      return file
    }
    let file = try await OpenSnapshot(snapshot, object)
    kept.withLock {
      $0.insert(file, for: snapshot, byteCount: file.parquet.memoryByteCount)
    }
    return file
  }

  /// The file of one upload, from the cache without asking the store.
  /// - Throws: `QueryError`, `ObjectStoreError` with `.changed` if the snapshot was uploaded again.
  func file(of header: SnapshotHeader) async throws -> OpenSnapshot {
    if let file = kept.withLock({ $0.value(for: header.snapshot) }), file.header == header {
      return file
    }
    let file = try await current(header.snapshot)
    guard file.header == header else { throw ObjectStoreError.replaced(header) }
    return file
  }
}

extension ObjectStoreError {
  /// The snapshot was replaced by another upload.
  static func replaced(_ header: SnapshotHeader) -> ObjectStoreError {
    ObjectStoreError(
      code: .changed, place: LakeKey.curated(header.snapshot).description,
      reason: "the snapshot is not the one of run \(header.runID) any more")
  }
}

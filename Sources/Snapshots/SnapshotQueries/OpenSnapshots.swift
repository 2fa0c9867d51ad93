import Concurrency
import DataLake
import Datasets
import Parquet
import Storage
import Synchronization

/// Opens curated files and keeps the last ones open, so that neither their ends are fetched nor
/// their footers read again.
///
/// What is kept is never out of date: a file is given again only while the store has the version
/// that was opened, and reading from it fails with `.changed` once that is replaced.
final class OpenSnapshots: Sendable {
  private let store: any ObjectStore
  private let kept: Mutex<LRUCache<SnapshotID, OpenSnapshot>>

  /// - Parameters:
  ///   - count: how many files are kept. The usual is more than the histories that pages ask for
  ///     are long: fewer would be opened anew for each.
  ///   - maxBytes: what they may hold together; a file holds its end of 64 KiB and its footer.
  init(in store: any ObjectStore, keeping count: Int = 128, maxBytes: Int = 32 << 20) {
    self.store = store
    kept = Mutex(LRUCache(maxBytes: maxBytes, maxCount: count))
  }

  /// The file of a snapshot as it stands now.
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

  /// The file of one upload. Where it is kept, the store is not asked.
  /// - Throws: `QueryError`, `ObjectStoreError` with `.changed` where the snapshot was uploaded
  ///   again since.
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
  /// An upload is not the one that the snapshot is made from any more.
  static func replaced(_ header: SnapshotHeader) -> ObjectStoreError {
    ObjectStoreError(
      code: .changed, place: LakeKey.curated(header.snapshot).description,
      reason: "the snapshot is not the one of run \(header.runID) any more")
  }
}

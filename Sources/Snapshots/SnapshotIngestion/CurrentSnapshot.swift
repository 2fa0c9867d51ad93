import Bytes
import DataLake
import Datasets
import Parquet
import Storage

/// The curated object of a date as it stood at one moment.
struct CurrentSnapshot: Sendable {
  let version: ObjectVersion
  let bytes: SharedBytes
  /// What the file says of itself; `nil` where it is none of ours.
  let metadata: CuratedMetadata?
  /// How many players it has; `nil` where it is no Parquet file.
  let players: Int?

  /// - Returns: `nil` where there is none.
  /// - Throws: `ObjectStoreError`.
  static func read(_ snapshot: SnapshotID, in store: any ObjectStore) async throws -> Self? {
    let key = LakeKey.curated(snapshot).description
    while let info = try await store.head(key) {
      do {
        let bytes = try await store.get(key, range: nil, version: info.version)
        let file = try? await ParquetFile(bytes)
        return CurrentSnapshot(
          version: info.version, bytes: bytes,
          metadata: file.flatMap { file in
            CuratedMetadata { file.metadata.value(forKey: $0) }
          },
          players: file?.metadata.rowCount)
      } catch let error as ObjectStoreError where error.isOfReplacedObject {
        // Another writer came between the two calls: what stands there now is what counts.
        continue
      }
    }
    return nil
  }

  private static let comparedAtOnce = 1 << 20

  /// Whether the object has the very bytes of the file.
  /// - Throws: `ObjectStoreError` where the file cannot be read.
  func holds(_ file: CuratedFile) async throws -> Bool {
    guard bytes.count == file.byteCount else { return false }
    for start in stride(from: 0, to: bytes.count, by: Self.comparedAtOnce) {
      let range = start..<min(start + Self.comparedAtOnce, bytes.count)
      guard bytes[range] == (try await file.read(range)) else { return false }
    }
    return true
  }
}

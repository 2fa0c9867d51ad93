import Bytes
import DataLake
import Datasets
import Parquet
import Storage

/// The current curated object of a date at one moment.
struct CurrentSnapshot: Sendable {
  let version: ObjectVersion
  let bytes: SharedBytes
  /// The file's metadata; `nil` if it is not one of ours.
  let metadata: CuratedMetadata?
  /// The number of players; `nil` if it is not a Parquet file.
  let players: Int?

  /// - Returns: `nil` if there is none.
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
        // Another writer came between the two calls; the current object counts.
        continue
      }
    }
    return nil
  }

  private static let comparedAtOnce = 1 << 20

  /// Whether the object has exactly the bytes of the file.
  /// - Throws: `ObjectStoreError` if the file cannot be read.
  func holds(_ file: CuratedFile) async throws -> Bool {
    guard bytes.count == file.byteCount else { return false }
    for start in stride(from: 0, to: bytes.count, by: Self.comparedAtOnce) {
      let range = start..<min(start + Self.comparedAtOnce, bytes.count)
      guard bytes[range] == (try await file.read(range)) else { return false }
    }
    return true
  }
}

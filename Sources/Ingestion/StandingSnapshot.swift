import Bytes
import DataLake
import Parquet
import Rankings

/// The curated object of a date as it stood at one moment.
struct StandingSnapshot: Sendable {
  let version: ObjectVersion
  let bytes: SharedBytes
  /// What the file says of itself; `nil` where it is none of ours.
  let metadata: CuratedMetadata?

  /// - Returns: `nil` where there is none.
  /// - Throws: `ObjectStoreError`.
  static func read(_ snapshot: SnapshotID, in store: any ObjectStore) async throws -> Self? {
    let key = LakeKey.curated(snapshot).description
    while let info = try await store.head(key) {
      do {
        let bytes = try await store.get(key, range: nil, version: info.version)
        return StandingSnapshot(
          version: info.version, bytes: bytes, metadata: await metadata(of: bytes))
      } catch let error as ObjectStoreError where error.isOfReplacedObject {
        // Another writer came between the two calls: what stands there now is what counts.
        continue
      }
    }
    return nil
  }

  /// Whether the object is made of these pieces.
  func holds(_ pieces: [SharedBytes]) -> Bool {
    guard bytes.count == pieces.reduce(0, { $0 + $1.count }) else { return false }
    var start = 0
    return pieces.allSatisfy { piece in
      defer { start += piece.count }
      return bytes[start..<start + piece.count] == piece
    }
  }

  private static func metadata(of bytes: SharedBytes) async -> CuratedMetadata? {
    guard let file = try? await ParquetFile(bytes) else { return nil }
    return CuratedMetadata { file.metadata.value(forKey: $0) }
  }
}

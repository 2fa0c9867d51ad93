import DataLake
import Datasets
import Parquet
import Storage

/// Puts a snapshot where everybody reads it, unless a newer upload of its date stands there.
struct SnapshotPublisher {
  let store: any ObjectStore

  /// How often another writer may come between the look and the write.
  private static let attempts = 32

  /// - Returns: `nil` where the file was written; what a newer one says of itself where that stands
  ///   there.
  /// - Throws: `ObjectStoreError`.
  func publish(
    _ file: CuratedFile, of snapshot: SnapshotID
  ) async throws -> CuratedMetadata? {
    let key = LakeKey.curated(snapshot).description
    for _ in 0..<Self.attempts {
      var condition = PutCondition.absent
      if let standing = try await ObjectReader(key, in: store) {
        if let metadata = try await Self.metadata(of: standing),
          metadata.isNewer(than: file.metadata)
        {
          return metadata
        }
        condition = .matches(standing.info.version)
      }
      if try await file.object.commit(when: condition) == .written { return nil }
    }
    throw tooManyWriters(key)
  }

  /// What came of publishing a snapshot again.
  enum Republishing {
    /// The very bytes stand there already.
    case unchanged
    /// There was nothing.
    case restored
    /// Something else stood there.
    case replaced
    /// What stands there is newer, and of none of the runs that may be replaced.
    case newerStands
  }

  /// Publishes a snapshot that was made again from its upload.
  /// - Parameters:
  ///   - runs: those that were weighed when the upload was chosen: that a file is newer is no reason
  ///     to keep it where it was made by one of them.
  ///   - standing: what was found there last.
  /// - Throws: `ObjectStoreError`.
  func republish(
    _ file: CuratedFile, of snapshot: SnapshotID, replacing runs: Set<String>,
    _ standing: CurrentSnapshot?
  ) async throws -> Republishing {
    let key = LakeKey.curated(snapshot).description
    var standing = standing
    for _ in 0..<Self.attempts {
      if let found = standing?.metadata, found.isNewer(than: file.metadata),
        !runs.contains(found.runID)
      {
        return .newerStands
      }
      if let standing, try await standing.holds(file) { return .unchanged }
      let condition = standing.map { PutCondition.matches($0.version) } ?? .absent
      if try await file.object.commit(when: condition) == .written {
        return standing == nil ? .restored : .replaced
      }
      standing = try await CurrentSnapshot.read(snapshot, in: store)
    }
    throw tooManyWriters(key)
  }

  private func tooManyWriters(_ key: String) -> ObjectStoreError {
    ObjectStoreError(
      code: .failed, place: key,
      reason: "other uploads of this date were written again and again meanwhile")
  }

  /// What a standing file says of itself; `nil` where it is none of ours, so that it may go.
  private static func metadata(of standing: ObjectReader) async throws -> CuratedMetadata? {
    do {
      let file = try await ParquetFile(standing)
      return CuratedMetadata { file.metadata.value(forKey: $0) }
    } catch is ParquetError {
      return nil
    } catch let error as ObjectStoreError where error.code == .changed {
      // Replaced while we looked: the put will notice, and the next attempt looks again.
      return nil
    }
  }
}

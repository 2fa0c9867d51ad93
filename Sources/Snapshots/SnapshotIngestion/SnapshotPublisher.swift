import Bytes
import DataLake
import Datasets
import Failures
import Parquet
import Storage

/// Publishes a snapshot, unless a newer upload of its date is current.
struct SnapshotPublisher {
  let store: any ObjectStore

  /// Max retries while other writers interfere.
  private static let attempts = 32

  /// - Returns: `nil` if the file was published; otherwise the metadata of the newer one.
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

  /// The result of publishing a rebuilt snapshot.
  enum Republishing {
    /// The object has exactly these bytes already.
    case unchanged
    /// It was missing.
    case restored
    /// There was another one.
    case replaced
    /// The current object is newer, and from none of the replaceable runs.
    case newerStands
  }

  /// Publishes a rebuilt snapshot.
  /// - Parameters:
  ///   - runs: the runs that were considered when the upload was chosen: a newer file from one of
  ///     them is replaced anyway.
  ///   - standing: the current object, as last seen.
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
      reason: "other uploads of this date kept replacing it")
  }

  /// The metadata of the current file; `nil` if it is not one of ours and may be replaced.
  private static func metadata(of standing: ObjectReader) async throws -> CuratedMetadata? {
    do {
      let file = try await ParquetFile(standing)
      return CuratedMetadata { file.metadata.value(forKey: $0) }
    } catch is ParquetError {
      return nil
    } catch let error as ObjectStoreError where error.code == .changed {
      // Replaced meanwhile: the put will fail, and the next attempt reads again.
      return nil
    }
  }
}

/// A curated file that is being written: each row group leaves as soon as it is made, so the file
/// is never in memory as a whole.
struct SnapshotWriter {
  let object: any ObjectWriter
  private(set) var byteCount = 0
  private var writer: ParquetWriter

  init(_ object: any ObjectWriter, schema: ParquetSchema) {
    self.object = object
    writer = ParquetWriter(schema: schema)
  }

  mutating func append(_ rowGroup: EncodedRowGroup) async throws {
    try await write(try writer.append(rowGroup))
  }

  /// Ends the file with its footer.
  mutating func finish(metadata: [(key: String, value: String)]) async throws {
    try await write(try writer.finish(metadata: metadata))
  }

  private mutating func write(_ pieces: [SharedBytes]) async throws {
    byteCount += pieces.reduce(0) { $0 + $1.count }
    try await object.write(pieces)
  }
}

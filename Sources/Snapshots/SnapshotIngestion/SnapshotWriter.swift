import Bytes
import Parquet
import Storage

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

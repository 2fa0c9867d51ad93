import Bytes
import Parquet
import Storage

/// A curated file on its way to the lake: each row group leaves as soon as it is made, so that the
/// file is never whole in memory.
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

  /// Ends the file with all that readers have to know of it.
  mutating func finish(metadata: [(key: String, value: String)]) async throws {
    try await write(try writer.finish(metadata: metadata))
  }

  private mutating func write(_ pieces: [SharedBytes]) async throws {
    byteCount += pieces.reduce(0) { $0 + $1.count }
    try await object.write(pieces)
  }
}

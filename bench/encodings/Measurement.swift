import Bytes
import Parquet

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What one way to write a column costs.
struct Measurement {
  private static let rowsPerGroup = 131_072
  /// The fastest of so many runs counts.
  private static let runCount = 5

  let column: SampleColumn
  let candidate: Candidate
  let byteCount: Int
  let writing: Duration
  let reading: Duration

  init(of column: SampleColumn, _ candidate: Candidate) throws {
    self.column = column
    self.candidate = candidate
    let type: ColumnType = if case .int64 = column.values { .int64 } else { .string }
    let schema = try ParquetSchema([
      ColumnSchema(
        column.name, type, isRequired: column.presence == nil, encoding: candidate.encoding,
        compression: candidate.compression)
    ])
    var settings = WritingSettings()
    settings.maxDeltaBitWidth = candidate.isWideDelta ? 63 : settings.maxDeltaBitWidth
    let encoder = RowGroupEncoder(schema: schema, settings: settings)
    var groups: [EncodedRowGroup] = []
    writing = try Self.fastest { groups = try column.encode(with: encoder, Self.rowsPerGroup) }
    byteCount = groups.reduce(0) { $0 + $1.byteCount }
    var writer = ParquetWriter(schema: schema)
    var pieces: [SharedBytes] = []
    for group in groups { pieces += try writer.append(group) }
    pieces += try writer.finish()
    let (metadata, bytes) = try Self.open(pieces)
    reading = try Self.fastest {
      for group in metadata.rowGroups {
        let range = group.chunks[0].byteRange
        let run = PageRun(
          bytes: bytes[range], fileOffset: range.lowerBound, rowCount: group.rowCount)
        let values = try ColumnChunkDecoder.decode(
          [run], of: metadata.columns[0], codec: group.chunks[0].codec)
        precondition(values.count == group.rowCount)
      }
    }
  }

  var tableRow: String {
    let rowCount = Double(column.rowCount)
    return "| \(column.name) | \(candidate.name) | \(candidate.codec) "
      + "| \((Double(byteCount) / rowCount).hundredths) "
      + "| \((writing / .milliseconds(1) * 1e6 / rowCount).hundredths) "
      + "| \((reading / .milliseconds(1) * 1e6 / rowCount).hundredths) |"
  }

  private static func open(_ pieces: [SharedBytes]) throws -> (ParquetMetadata, SharedBytes) {
    let bytes = SharedBytes(pieces.flatMap(\.array))
    return (try ParquetMetadata(file: bytes), bytes)
  }

  private static func fastest(_ body: () throws -> Void) throws -> Duration {
    var best = Duration.seconds(3_600)
    for _ in 0..<runCount {
      let start = processorTime
      try body()
      best = min(best, processorTime - start)
    }
    return best
  }

  /// What this thread has spent, which other programs on the machine do not lengthen.
  private static var processorTime: Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(Int(time.tv_sec)) + .nanoseconds(Int(time.tv_nsec))
  }
}

extension SampleColumn {
  var rowCount: Int {
    switch values {
    case .int64(let values): values.count
    case .strings(_, let offsets): offsets.count - 1
    }
  }

  func encode(with encoder: RowGroupEncoder, _ rowsPerGroup: Int) throws -> [EncodedRowGroup] {
    try stride(from: 0, to: rowCount, by: rowsPerGroup).map { start in
      let rows = start..<min(start + rowsPerGroup, rowCount)
      try encoder.begin(rowCount: rows.count)
      if let presence {
        try append(rows, presence: presence.span.extracting(rows), to: encoder)
      } else {
        try append(rows, presence: nil, to: encoder)
      }
      return try encoder.finish()
    }
  }

  func append(
    _ rows: Range<Int>, presence: Span<UInt8>?, to encoder: RowGroupEncoder
  ) throws {
    switch values {
    case .int64(let values):
      try encoder.append(int64: values.span.extracting(rows), presence: presence)
    case .strings(let bytes, let offsets):
      try encoder.append(
        strings: bytes.span,
        offsets: offsets.span.extracting(rows.lowerBound..<(rows.upperBound + 1)),
        presence: presence)
    }
  }
}

extension Double {
  var hundredths: String {
    let rounded = Int(self * 100 + 0.5)
    let fraction = rounded % 100
    return "\(rounded / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}

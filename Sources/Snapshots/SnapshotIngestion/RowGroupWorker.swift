import Datasets
import Parquet
import UploadReading

/// Encodes batches of an upload as row groups, one at a time, with reused memory.
///
/// Several workers share a source, each on a core of its own; a worker belongs to one task at a
/// time.
final class RowGroupWorker<Source: BatchSource>: @unchecked Sendable {
  private let source: Source
  private let run: Run
  /// Max listed issues and anomalies per batch.
  private let listed: Int
  private let encoder: RowGroupEncoder
  private var batch: CuratedBatch

  /// The result of a batch.
  struct Output: Sendable {
    let findings: Source.Findings
    let rowGroup: EncodedRowGroup?
    let problems: RowIssueList
    let anomalies: AnomalyList
    let bestPlayers: BestPlayersByMetric
  }

  init(
    _ source: Source, plan: CurationPlan, schema: ParquetSchema, run: Run, listing listed: Int
  ) {
    self.source = source
    self.run = run
    self.listed = listed
    encoder = RowGroupEncoder(schema: schema)
    batch = CuratedBatch(plan: plan)
  }

  /// - Throws: `ParquetError` for a bug, not for a fault of the upload; the source's errors.
  func encode(_ next: Source.Batch) throws -> Output {
    let findings = try source.read(next, into: &batch.uploaded)
    batch.derive()
    return Output(
      findings: findings,
      rowGroup: batch.uploaded.rowCount == 0 ? nil : try rowGroup(),
      problems: batch.uploaded.problems,
      anomalies: batch.anomalies(listing: listed),
      bestPlayers: BestPlayersByMetric(of: batch))
  }

  private func rowGroup() throws -> EncodedRowGroup {
    // A span borrows a variable, so each array gets a name first.
    let (ids, hashes, hashOffsets) = (batch.uploaded.ids, batch.hashes, batch.hashOffsets)
    try encoder.begin(rowCount: batch.uploaded.rowCount)
    for column in PlayerColumn.allCases {
      switch column {
      case .id: try encoder.append(int64: ids.span)
      case .name: try append(batch.uploaded.texts(column), orElse: .string(""))
      case .alliance: try append(batch.uploaded.texts(column), orElse: nil)
      default: try append(batch.numbers(column))
      }
    }
    for column in CuratedTable.RunColumn.allCases {
      if column == .recordHash {
        try encoder.append(strings: hashes.span, offsets: hashOffsets.span)
      } else {
        try encoder.append(repeating: run.value(of: column))
      }
    }
    return try encoder.finish()
  }

  private func append(_ column: TextColumn?, orElse constant: ColumnValue?) throws {
    guard let column else { return try encoder.append(repeating: constant) }
    let (bytes, offsets, presence) = (column.bytes, column.offsets, column.presence)
    try encoder.append(strings: bytes.span, offsets: offsets.span, presence: presence.span)
  }

  private func append(_ column: (values: [Int64], presence: [UInt8])?) throws {
    guard let (values, presence) = column else { return try encoder.append(repeating: nil) }
    try encoder.append(int64: values.span, presence: presence.span)
  }
}

import Intake
import Parquet
import Rankings

/// Takes batches of an upload to row groups of a file, one at a time, in memory that is used again.
///
/// Several workers share a survey, each on a core of its own.
final class RowGroupWorker {
  private let survey: UploadSurvey
  private let run: Run
  private let encoder: RowGroupEncoder
  private var batch: CuratedBatch

  /// What came of a batch.
  struct Output: Sendable {
    let rowGroup: EncodedRowGroup?
    let problems: ProblemList
    let suspicions: SuspicionList
    let bestPlayers: BestPlayersByMetric
  }

  init(_ survey: UploadSurvey, plan: CurationPlan, schema: ParquetSchema, run: Run) {
    self.survey = survey
    self.run = run
    encoder = RowGroupEncoder(schema: schema)
    batch = CuratedBatch(plan: plan)
  }

  /// - Parameter number: of the batch, from 0.
  /// - Throws: `ParquetError`, `Refusal`: faults of ours, not of the upload.
  func encode(_ number: Int) throws -> Output {
    try survey.read(batch: number, into: &batch.uploaded)
    batch.derive()
    return Output(
      rowGroup: batch.uploaded.rowCount == 0 ? nil : try rowGroup(),
      problems: batch.uploaded.problems,
      suspicions: batch.suspicions(listing: survey.report.problems.limit),
      bestPlayers: BestPlayersByMetric(of: batch))
  }

  private func rowGroup() throws -> EncodedRowGroup {
    // A span lends from a variable: each array is given a name before it is lent.
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

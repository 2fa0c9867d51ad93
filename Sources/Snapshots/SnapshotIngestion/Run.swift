import Datasets
import Parquet
import Time

/// One handling of an event.
struct Run: Sendable {
  let event: UploadEvent
  let id: String

  init(of event: UploadEvent) throws {
    self.init(of: event, id: try event.runID)
  }

  /// A run with its recorded name.
  init(of event: UploadEvent, id: String) {
    self.event = event
    self.id = id
  }

  /// The constant value of a column of the run.
  func value(of column: CuratedTable.RunColumn) -> ColumnValue? {
    switch column {
    case .kingdom: .int32(event.snapshot.kingdom.number)
    case .snapshotDate: .int32(event.snapshot.date.daysSinceEpoch)
    case .ingestedAt: .int64(event.time.microsecondsSinceEpoch)
    case .runID: .string(id)
    case .recordHash: nil
    }
  }
}

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

  /// A run whose name was noted when it was handled first.
  init(of event: UploadEvent, id: String) {
    self.event = event
    self.id = id
  }

  /// What a column of the run holds in every row.
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

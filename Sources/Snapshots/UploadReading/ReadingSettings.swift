package import Time

/// What the owner of a lake decides about the reading of uploads.
package struct ReadingSettings: Sendable, Equatable {
  /// What becomes of a file that names the same player twice.
  package enum Duplicates: Sendable {
    /// The file is refused; every such id is listed with its rows.
    case refuse
    /// The last row of each id is kept; the rows before it are dropped and listed.
    case keepLast
  }

  /// Where the upload was put; nil where that is still to be decided.
  package var destination: UploadDestination?
  /// Of an upload with rows of several days, only those of this one are taken.
  package var rowsOfDate: CalendarDate?
  package var duplicates = Duplicates.refuse
  /// Rows read at once; at least 1. Each batch needs memory for its own columns.
  package var rowsPerBatch = 65_536 {
    didSet { rowsPerBatch = max(rowsPerBatch, 1) }
  }
  package var limits = UploadLimits()

  package init() {}
}

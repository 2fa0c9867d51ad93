internal import Compression
package import Datasets
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

  /// The snapshot that the upload is put under; nil where that is still to be decided.
  package var target: SnapshotID?
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

/// How large an upload may be before it is refused.
///
/// Whatever a file claims or contains, the memory and time spent on it are bounded by these.
package struct UploadLimits: Sendable, Equatable {
  /// Bytes of the upload as it came.
  package var uploadBytes = 1 << 30
  /// Bytes of the upload's text once inflated and turned into UTF-8; at most 4 GiB.
  package var textBytes = 1 << 30 {
    didSet { textBytes = min(textBytes, Cell.maxEnd) }
  }
  /// Bytes of a part of a workbook once inflated; it is never in memory as a whole.
  package var partBytes = 4 << 30
  /// Inflated bytes for each compressed byte, beyond the first 16 MiB of inflated bytes.
  package var inflateRatio = 200
  /// Rows below the header, blank ones included.
  package var rows = 20_000_000
  /// Cells in a row, or different keys in all objects of a JSON upload.
  package var columns = 1_000
  /// Bytes of a cell; fewer than 256 MiB.
  package var cellBytes = 64 << 10 {
    didSet { cellBytes = min(cellBytes, Cell.maxLength - 1) }
  }
  /// Bytes of a row, from its first byte to its line end or closing brace.
  package var rowBytes = 1 << 20
  /// How deep arrays and objects may be nested in a JSON upload.
  package var jsonDepth = 32
  /// Problems listed in a report; the others are only counted.
  package var listedProblems = 100

  package init() {}

  /// What compressed bytes may hold.
  /// - Parameter maximum: the most bytes of content.
  func inflation(upTo maximum: Int) -> InflateLimits {
    InflateLimits(contentBytes: maximum, ratio: inflateRatio)
  }
}

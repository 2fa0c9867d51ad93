internal import Compression
package import Datasets
package import Time

/// Settings for reading uploads.
package struct ReadingSettings: Sendable, Equatable {
  /// How a file that repeats an id is handled.
  package enum Duplicates: Sendable {
    /// The file is rejected; every such id is listed with its rows.
    case refuse
    /// The last row of each id is kept; the earlier ones are dropped and listed.
    case keepLast
  }

  /// The snapshot that the upload is put under; nil where that is still to be decided.
  package var target: SnapshotID?
  /// Ingest only rows of this day from an upload with rows of several days.
  package var rowsOfDate: CalendarDate?
  package var duplicates = Duplicates.refuse
  /// Rows per batch; at least 1. Each batch needs memory for its own columns.
  package var rowsPerBatch = 65_536 {
    didSet { rowsPerBatch = max(rowsPerBatch, 1) }
  }
  package var limits = UploadLimits()

  package init() {}
}

/// Limits of an upload, which bound memory and time whatever a file claims.
package struct UploadLimits: Sendable, Equatable {
  /// Max bytes of the upload as it arrived.
  package var uploadBytes = 1 << 30
  /// Max bytes of the text after decompression and conversion to UTF-8; at most 4 GiB.
  package var textBytes = 1 << 30 {
    didSet { textBytes = min(textBytes, Cell.maxEnd) }
  }
  /// Max bytes of a workbook's part after decompression; it is never in memory as a whole.
  package var partBytes = 4 << 30
  /// Max decompressed bytes per compressed byte, beyond the first 16 MiB.
  package var inflateRatio = 200
  /// Max rows below the header, including blank ones.
  package var rows = 20_000_000
  /// Max cells in a row, or different keys in a JSON upload.
  package var columns = 1_000
  /// Max bytes of a cell; fewer than 256 MiB.
  package var cellBytes = 64 << 10 {
    didSet { cellBytes = min(cellBytes, Cell.maxLength - 1) }
  }
  /// Max bytes of a row, from its first byte to its line end or closing brace.
  package var rowBytes = 1 << 20
  /// Max nesting of arrays and objects in JSON. It counts from the row's own object in a row, and
  /// from the whole upload in the search for the table.
  package var jsonDepth = 32
  /// Max issues listed in a report; the others are only counted.
  package var listedProblems = 100

  package init() {}

  /// What compressed bytes may hold.
  /// - Parameter maximum: the most bytes of content.
  func inflation(upTo maximum: Int) -> InflateLimits {
    InflateLimits(contentBytes: maximum, ratio: inflateRatio)
  }
}

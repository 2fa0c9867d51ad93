internal import Bytes
internal import Datasets

/// Rows of cells with commas, semicolons or tabs between them (RFC 4180).
struct CSVText: UploadFormat, TableLayout {
  private let content: SharedBytes
  private let header: CSVHeader
  private let limits: UploadLimits

  static let isText = true

  /// Any text may be meant as CSV.
  static func isLikely(_ content: UnsafeRawBufferPointer) -> Bool { true }

  init(_ content: SharedBytes, limits: UploadLimits) throws(Rejection) {
    self.content = content
    self.limits = limits
    header = try content.withUnsafeBytes { text throws(Rejection) in
      try CSVHeader.find(in: text, limits: limits)
    }
  }

  func layout(for kingdom: Kingdom?) -> CSVText { self }

  // MARK: TableLayout

  var form: UploadForm { .csv(delimiter: header.delimiter) }
  var headerRow: Int? { header.row.number }
  var firstRow: Int { header.row.number + 1 }
  var columns: [HeaderColumn] { header.row.columns }
  var hints: UploadHints { UploadHints() }
  var notes: [Note] { [] }
  var splitting: ChunkSplitter.Quotes? { .minded }

  func text() -> SharedBytes { content }

  func rows(in text: UnsafeRawBufferPointer) -> CSVRowSource {
    CSVRowSource(
      text, delimiter: header.delimiter, from: header.end, gridColumns: candidateColumns,
      candidates: columns.candidates, limits: limits)
  }

  func rows(
    in text: UnsafeRawBufferPointer, from start: Int?, gridColumns: [Int]
  ) -> CSVRowSource {
    CSVRowSource(
      text, delimiter: header.delimiter, from: start ?? header.end, gridColumns: gridColumns,
      limits: limits)
  }

  func knowing(_ rows: CSVRowSource) -> CSVText { self }

  func alternative(after rows: CSVRowSource, in text: UnsafeRawBufferPointer) -> CSVText? { nil }
}

extension UploadForm {
  package static func csv(delimiter: UInt8) -> UploadForm {
    switch delimiter {
    case UInt8(ascii: ";"): UploadForm("csv, semicolon")
    case UInt8(ascii: "\t"): UploadForm("csv, tab")
    default: UploadForm("csv, comma")
    }
  }
}

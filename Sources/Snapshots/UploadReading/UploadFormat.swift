internal import Bytes
internal import Datasets

/// A form in which uploads hold their table.
///
/// A new one is a conformance in a file of its own, and a line in `all`.
protocol UploadFormat: Sendable {
  associatedtype Layout: TableLayout

  /// Whether it is text, which is decoded before anything is looked for in it.
  static var isText: Bool { get }

  /// Whether an upload is meant as this form, by how it begins.
  /// - Parameter content: as `init` takes it.
  static func isLikely(_ content: UnsafeRawBufferPointer) -> Bool

  /// Looks for all that may be the table.
  /// - Parameter content: unpacked; text in UTF-8, without a byte order mark.
  /// - Throws: why there is no table.
  init(_ content: SharedBytes, limits: UploadLimits) throws(Rejection)

  /// Where the table is.
  /// - Parameter kingdom: the one the upload is of, where that is known.
  func layout(for kingdom: Kingdom?) throws(Rejection) -> Layout
}

/// All forms, in the order in which they are tried.
enum UploadFormats {
  private static let all: [any UploadFormat.Type] = [
    WorkbookFile.self,
    JSONText.self,
    // Takes any text, so that it comes last.
    CSVText.self,
  ]

  /// The first form that content may be meant as.
  static func likely(
    for content: SharedBytes, isText: Bool
  ) -> (any UploadFormat.Type)? {
    content.withUnsafeBytes { content in
      all.first { $0.isText == isText && $0.isLikely(content) }
    }
  }
}

/// Where the table of an upload lies, and how its rows are reached, once and again.
protocol TableLayout: Sendable {
  associatedtype Rows: RowSource

  /// As reports name it.
  var form: UploadForm { get }
  /// The header's row as a spreadsheet counts it; nil where there is none.
  var headerRow: Int? { get }
  /// The number of the first row, as in `RowIssue.row`.
  var firstRow: Int { get }
  /// The columns from left to right; none where only rows tell them, until `knowing`.
  var columns: [HeaderColumn] { get }
  /// What the upload says of its kingdom and its day outside of the rows.
  var hints: UploadHints { get }
  /// What the upload's sender should know of the choice of this table.
  var notes: [Note] { get }
  /// How rows are told apart without being read; nil where they cannot be.
  var splitting: ChunkSplitter.Quotes? { get }

  /// The bytes that the cells of the table point into; its rows lie up to the end.
  /// - Throws: why the rows cannot be made into such bytes.
  func text() throws(Rejection) -> SharedBytes

  /// All rows, on the first way through them. They may tell of columns that were not known.
  func rows(in text: UnsafeRawBufferPointer) -> Rows

  /// The rows from a position on, or from the first one.
  /// - Parameter gridColumns: the grid's column of each of `columns`, -1 for those not read.
  func rows(
    in text: UnsafeRawBufferPointer, from start: Int?, gridColumns: [Int]
  ) -> Rows

  /// The same table with the columns that rows told of.
  func knowing(_ rows: Rows) -> Self

  /// How else the table has to be read, now that all rows were read and what is behind them is
  /// known; nil where all is well.
  /// - Throws: what is wrong behind the rows.
  func alternative(after rows: Rows, in text: UnsafeRawBufferPointer) throws(Rejection) -> Self?
}

extension TableLayout {
  /// The place in the grid of each column that means something, -1 for the others.
  var candidateColumns: [Int] { columns.indices { $0.meaning != nil } }

  /// The unknown headers.
  var unknownHeaders: [String] { columns.filter { $0.meaning == nil && $0.isNamed }.map(\.header) }
}

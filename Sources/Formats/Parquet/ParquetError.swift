/// Why a file could not be read or a column not be written, and where.
package struct ParquetError: Error, Sendable, Equatable {
  package enum Code: Sendable {
    /// The bytes do not begin and end as a Parquet file.
    case notParquet
    /// A part ends before what it promises.
    case truncated
    /// A part breaks the rules of the format.
    case malformed
    /// A page's checksum is not that of its bytes.
    case checksum
    /// Sound, as far as can be told, but beyond one of the `ReadingLimits`.
    case limit
    /// Valid Parquet that this module does not read.
    case unsupported
    /// The caller asked for something that is not there or does not fit.
    case misuse
  }

  /// Where the fault is; the parts that are known.
  package struct Place: Sendable, Hashable {
    package var column: String?
    package var rowGroup: Int?
    /// Counted from 0 within the column chunk; a dictionary page counts too.
    package var page: Int?
    /// In the file: of the fault itself, or of the page that holds it.
    package var byteOffset: Int?
    /// Within the page's values, after decompression.
    package var offsetInPage: Int?

    package init(
      column: String? = nil, rowGroup: Int? = nil, page: Int? = nil, byteOffset: Int? = nil,
      offsetInPage: Int? = nil
    ) {
      self.column = column
      self.rowGroup = rowGroup
      self.page = page
      self.byteOffset = byteOffset
      self.offsetInPage = offsetInPage
    }
  }

  /// What kind of fault it is.
  package let code: Code
  package var place: Place
  /// What a sound file would have there.
  package let expected: String
  /// What stands there.
  package let found: String

  package init(_ code: Code, expected: String, found: String, at place: Place = Place()) {
    self.code = code
    self.place = place
    self.expected = expected
    self.found = found
  }

  /// The same error with those parts of the place filled in that are not known yet.
  func located(
    column: String? = nil, rowGroup: Int? = nil, page: Int? = nil, byteOffset: Int? = nil
  ) -> ParquetError {
    var error = self
    error.place.column = place.column ?? column
    error.place.rowGroup = place.rowGroup ?? rowGroup
    error.place.page = place.page ?? page
    error.place.byteOffset = place.byteOffset ?? byteOffset
    return error
  }
}

extension ParquetError: CustomStringConvertible {
  /// One line for logs and tests.
  package var description: String {
    var words: [String] = []
    if let column = place.column { words.append("column \(column)") }
    if let rowGroup = place.rowGroup { words.append("row group \(rowGroup)") }
    if let page = place.page { words.append("page \(page)") }
    if let byteOffset = place.byteOffset { words.append("byte \(byteOffset)") }
    if let offsetInPage = place.offsetInPage { words.append("byte \(offsetInPage) of the page") }
    let position = words.isEmpty ? "" : " at " + words.joined(separator: ", ")
    return "\(code)\(position): expected \(expected), found \(found)"
  }
}

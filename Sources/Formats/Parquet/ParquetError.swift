/// Why a file could not be read or a column could not be written, and where.
package struct ParquetError: Error, Sendable, Equatable {
  package enum Code: Sendable {
    /// The bytes do not start and end like a Parquet file.
    case notParquet
    /// A part ends too early.
    case truncated
    /// A part violates the format.
    case malformed
    /// A page's checksum does not match its bytes.
    case checksum
    /// Valid as far as can be seen, but beyond one of the `ReadingLimits`.
    case limit
    /// Valid Parquet that this module does not read.
    case unsupported
    /// The caller requested something that does not exist or does not fit.
    case misuse
  }

  /// The place of the error; the parts that are known.
  package struct Place: Sendable, Hashable {
    package var column: String?
    package var rowGroup: Int?
    /// Counted from 0 in the column chunk, including a dictionary page.
    package var page: Int?
    /// In the file: the position of the error, or of its page.
    package var byteOffset: Int?
    /// In the page's values, after decompression.
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
  /// What a valid file has there.
  package let expected: String
  /// What is there.
  package let found: String

  package init(_ code: Code, expected: String, found: String, at place: Place = Place()) {
    self.code = code
    self.place = place
    self.expected = expected
    self.found = found
  }

  /// The same error with unknown parts of the place filled in.
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

/// Why an upload was rejected.
package struct Rejection: Error, Equatable {
  package enum Code: String, Sendable, CaseIterable {
    case empty
    /// Not text, or an unsupported kind of file.
    case unreadableFormat = "unreadable_format"
    /// The compressed data is damaged or truncated.
    case damagedCompression = "damaged_compression"
    /// A workbook with a missing or damaged part.
    case damagedWorkbook = "damaged_workbook"
    /// One of `UploadLimits` is exceeded.
    case limitExceeded = "limit_exceeded"
    /// The name is one of unfinished files.
    case temporaryName = "temporary_name"
    case noHeader = "no_header"
    case noIDColumn = "no_id_column"
    case noRows = "no_rows"
    case allRowsRefused = "all_rows_refused"
    case duplicateIDs = "duplicate_ids"
    case unclosedQuote = "unclosed_quote"
    case invalidJSON = "invalid_json"
    /// JSON without a table, or with several.
    case noTable = "no_table"
    /// A workbook with sheets of several kingdoms, none of which is the upload's.
    case severalKingdoms = "several_kingdoms"
    /// All rows belong to another kingdom than the target's.
    case otherKingdom = "other_kingdom"
    /// Rows of several days.
    case severalDates = "several_dates"
  }

  /// A place in the upload, as far as it is known.
  package struct Place: Sendable, Equatable {
    /// As in `RowIssue`.
    package var row: Int?
    package var column: String?
    /// In the original text, from 1; a line ends with LF, CR LF or CR.
    package var line: Int?
    /// The name of a workbook's part.
    package var part: String?

    package init(
      row: Int? = nil, column: String? = nil, line: Int? = nil, part: String? = nil
    ) {
      self.row = row
      self.column = column
      self.line = line
      self.part = part
    }
  }

  package let code: Code
  package internal(set) var place: Place
  /// What was found, cut to a readable length.
  package let found: String
  /// What was expected, or what to do.
  package let expected: String
  /// The issues of rows that led to the rejection.
  package internal(set) var problems: [RowIssue]
  /// What is known about the rejected file.
  package internal(set) var report: ReadingReport?

  package init(
    _ code: Code, at place: Place = Place(), found: String, expected: String,
    problems: [RowIssue] = []
  ) {
    self.code = code
    self.place = place
    self.found = found
    self.expected = expected
    self.problems = problems
  }
}

/// Text of an upload for a report: valid, on one line, and not too long.
package enum Excerpt {
  static let maxBytes = 80

  /// The rest of the line from a position on; never empty.
  static func text(_ text: UnsafeRawBufferPointer, from start: Int) -> String {
    guard start < text.count else { return "the end of the file" }
    let line = text[start...].prefix { $0 != 0x0A && $0 != 0x0D }
    return line.isEmpty ? "the end of a line" : of(UnsafeRawBufferPointer(rebasing: line))
  }

  package static func of(_ text: String) -> String {
    Array(text.utf8).withUnsafeBytes { of($0) }
  }

  /// The bytes as text, cut between two characters if they are too long.
  static func of(_ bytes: UnsafeRawBufferPointer) -> String {
    guard bytes.count > maxBytes else { return String(decoding: bytes, as: UTF8.self) }
    var end = maxBytes
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return String(decoding: bytes[..<end], as: UTF8.self) + "…"
  }
}

/// Line numbers as in an editor.
enum LineNumber {
  /// The line of a position, from 1.
  static func of(_ position: Int, in text: UnsafeRawBufferPointer) -> Int {
    var line = 1
    var previous: UInt8 = 0
    for byte in text[..<position] {
      if byte == 0x0D || (byte == 0x0A && previous != 0x0D) { line += 1 }
      previous = byte
    }
    return line
  }
}

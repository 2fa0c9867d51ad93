package import Datasets
package import Time

/// How an upload was read.
package struct ReadingReport: Sendable, Equatable {
  package internal(set) var compression = UploadCompression.none
  package internal(set) var encoding = TextEncoding.utf8
  package internal(set) var format: UploadForm?
  /// The header's row as in a spreadsheet; `nil` in a JSON upload.
  package internal(set) var headerRow: Int?
  /// The read columns, in the order of `PlayerColumn`.
  package internal(set) var columns: [MatchedColumn] = []
  /// The columns with the kingdom or the date of their rows.
  package internal(set) var hintColumns: [MatchedHintColumn] = []
  /// Headers whose column another header has better.
  package internal(set) var passedOver: [PassedOverColumn] = []
  /// Unknown headers, verbatim.
  package internal(set) var ignoredHeaders: [String] = []
  package internal(set) var rows = RowCounts()
  /// The requested day, if there are rows of several.
  package internal(set) var rowsOfDate: CalendarDate?
  /// The hints in the content.
  package internal(set) var hints = UploadHints()
  /// Issues of rows; those of cells are found while reading and are in each `SnapshotBatch`.
  package internal(set) var problems: RowIssueList
  package internal(set) var notes: [Note] = []

  init(listing limit: Int) {
    problems = RowIssueList(limit: limit)
  }

  /// Takes in how the bytes were made into text.
  mutating func note(_ text: TextReport) {
    compression = text.compression
    encoding = text.encoding
    notes += text.notes
  }

  /// Takes in where the table was found.
  mutating func note(_ layout: some TableLayout) {
    format = layout.form
    headerRow = layout.headerRow
    hints = layout.hints
    ignoredHeaders = layout.unknownHeaders
  }
}

/// A column of an upload and its meaning.
package struct MatchedColumn: Sendable, Equatable {
  /// As written in the file.
  package let header: String
  package let column: PlayerColumn
  /// Cells that are not missing.
  package let filledCells: Int
  /// How its numbers are read; `nil` for text.
  package let grammar: NumberGrammar?
}

/// A column of an upload with the kingdom or the date of its rows.
package struct MatchedHintColumn: Sendable, Equatable {
  /// As written in the file.
  package let header: String
  package let column: HintColumn
}

/// A column of an upload that is not read, because another one means the same.
package struct PassedOverColumn: Sendable, Equatable {
  package let header: String
  package let column: PlayerColumn
  /// The header of the column that is read.
  package let insteadRead: String
}

/// The rows below the header.
package struct RowCounts: Sendable, Equatable {
  package internal(set) var accepted = 0
  /// Rows without a usable id.
  package internal(set) var refused = 0
  /// Rows whose id occurs in a later row too, with `Duplicates.keepLast`.
  package internal(set) var superseded = 0
  /// Rows of other days than the requested one.
  package internal(set) var ofOtherDates = 0
  /// Empty rows, which are skipped silently.
  package internal(set) var blank = 0

  /// All rows except blank ones.
  package var total: Int { accepted + refused + superseded + ofOtherDates }
}

/// A choice in reading an upload that its sender should know.
package enum Note: Sendable, Equatable {
  /// The bytes were not UTF-8.
  case windows1252Assumed
  /// Broken characters in UTF-16 that became U+FFFD.
  case brokenCharactersReplaced(count: Int)
  /// The file does not reveal whether `3.355` is 3355; it was read so, since counts are whole.
  case separatorTakenForGroups(column: String)
  /// The column has numbers such as `1.36E+08`, which a spreadsheet has rounded.
  case roundedByScientificNotation(column: String)
  /// Kills of tiers 4 and 5 count as all kills, since the file has no others.
  case topTierKillsTakenForKills(column: String)
  /// Other sheets of the workbook contain players too, and were not read.
  case otherSheetsNotRead([String])
  /// A hint contradicts the date of the upload's target.
  case otherDate(CalendarDate, saidBy: HintSource)
  case otherKingdom(Kingdom, saidBy: HintSource)
  /// Rows of two consecutive days, without repeated players, were read as one scan.
  case rowsOfTwoDays([CalendarDate], column: String)
  /// Some players belong to other kingdoms.
  case rowsOfOtherKingdoms([Kingdom], column: String)
}

/// The form in which an upload holds its table, as reports name it.
package struct UploadForm: Sendable, Equatable {
  /// Such as `csv, semicolon`.
  package let name: String

  init(_ name: String) { self.name = name }
}

/// The encoding of an upload's text.
package enum TextEncoding: String, Sendable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  /// Used only if the bytes are not UTF-8 and have no byte order mark.
  case windows1252 = "windows-1252"
}

package enum UploadCompression: String, Sendable {
  case none, gzip
}

/// How the bytes of an upload were made into text.
struct TextReport: Sendable, Equatable {
  var compression = UploadCompression.none
  var encoding = TextEncoding.utf8
  var notes: [Note] = []
}

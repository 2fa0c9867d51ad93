package import Datasets
package import Time

/// What was made of an upload.
package struct ReadingReport: Sendable, Equatable {
  package internal(set) var compression = UploadCompression.none
  package internal(set) var encoding = TextEncoding.utf8
  package internal(set) var format: UploadForm?
  /// The header's row as a spreadsheet counts it; nil in a JSON upload.
  package internal(set) var headerRow: Int?
  /// The columns that are read, in the order of `PlayerColumn`.
  package internal(set) var columns: [MatchedColumn] = []
  /// The columns that say of what kingdom and day their rows are.
  package internal(set) var hintColumns: [MatchedHintColumn] = []
  /// Headers that mean a column which another header states better.
  package internal(set) var passedOver: [PassedOverColumn] = []
  /// Headers without a meaning here, as they stand in the file.
  package internal(set) var ignoredHeaders: [String] = []
  package internal(set) var rows = RowCounts()
  /// The day whose rows were asked for, where there are rows of several.
  package internal(set) var rowsOfDate: CalendarDate?
  /// What the content says of its kingdom and its day.
  package internal(set) var hints = UploadHints()
  /// Problems of rows; those of cells are found on reading and stand in each `SnapshotBatch`.
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

/// A column of an upload and what it is read as.
package struct MatchedColumn: Sendable, Equatable {
  /// As it stands in the file.
  package let header: String
  package let column: PlayerColumn
  /// Cells that are not missing.
  package let filledCells: Int
  /// How its numbers are read; nil for text.
  package let grammar: NumberGrammar?
}

/// A column of an upload that says of what kingdom or day its rows are.
package struct MatchedHintColumn: Sendable, Equatable {
  /// As it stands in the file.
  package let header: String
  package let column: HintColumn
}

/// A column of an upload that is not read because another one means the same.
package struct PassedOverColumn: Sendable, Equatable {
  package let header: String
  package let column: PlayerColumn
  /// The header that is read instead.
  package let insteadRead: String
}

/// The rows below the header.
package struct RowCounts: Sendable, Equatable {
  package internal(set) var accepted = 0
  /// Rows without a usable id.
  package internal(set) var refused = 0
  /// Rows whose id stands in a later row too, under `Duplicates.keepLast`.
  package internal(set) var superseded = 0
  /// Rows of other days than the one that was asked for.
  package internal(set) var ofOtherDates = 0
  /// Rows with nothing in them, which are passed over in silence.
  package internal(set) var blank = 0

  /// All rows but blank ones.
  package var total: Int { accepted + refused + superseded + ofOtherDates }
}

/// A choice that was made in reading an upload and that its sender should know.
package enum Note: Sendable, Equatable {
  /// The bytes were no UTF-8.
  case windows1252Assumed
  /// Half characters in UTF-16 that were replaced by U+FFFD.
  case brokenCharactersReplaced(count: Int)
  /// Nothing in the file tells whether `3.355` is 3355; it was read so, as counts are whole.
  case separatorTakenForGroups(column: String)
  /// The column has numbers such as `1.36E+08`, which a spreadsheet has rounded.
  case roundedByScientificNotation(column: String)
  /// Kills of tiers 4 and 5 stand for all kills, since nothing else tells them.
  case topTierKillsTakenForKills(column: String)
  /// Other sheets of the workbook hold players too, and were not read.
  case otherSheetsNotRead([String])
  /// Something else than where the upload was put says that it is of another day.
  case otherDate(CalendarDate, saidBy: HintSource)
  case otherKingdom(Kingdom, saidBy: HintSource)
  /// Rows of two days that follow each other, without a player twice, were taken as one scan.
  case rowsOfTwoDays([CalendarDate], column: String)
  /// Players of other kingdoms stand among those of the upload's.
  case rowsOfOtherKingdoms([Kingdom], column: String)
}

/// The form in which an upload holds its table, as reports name it.
package struct UploadForm: Sendable, Equatable {
  /// Such as `csv, semicolon`.
  package let name: String

  init(_ name: String) { self.name = name }
}

/// How an upload's bytes stand for characters.
package enum TextEncoding: String, Sendable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  /// Taken only where the bytes are no UTF-8 and no byte order mark tells otherwise.
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

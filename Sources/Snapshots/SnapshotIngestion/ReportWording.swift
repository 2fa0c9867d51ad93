import Datasets
import Time
package import UploadReading

extension Note {
  /// The note as a sentence for an officer.
  package var description: String {
    switch self {
    case .windows1252Assumed:
      "The file is not UTF-8; it was read as Windows-1252. Save it as UTF-8 if names look wrong."
    case .brokenCharactersReplaced(let count):
      "\(count) invalid characters were replaced."
    case .separatorTakenForGroups(let column):
      """
      Nothing in the file shows whether a separator in "\(column)" marks thousands or decimals; it \
      was read as marking thousands.
      """
    case .roundedByScientificNotation(let column):
      """
      "\(column)" has numbers such as 1.36E+08, which a spreadsheet has rounded. Format the column \
      as numbers and export again for exact ranks.
      """
    case .topTierKillsTakenForKills(let column):
      "\"\(column)\" was read as all kills, because no other column has them."
    case .otherDate(let date, let source):
      "\(source.sentenceStart) \(date); the date given with the upload was used."
    case .otherKingdom(let kingdom, let source):
      "\(source.sentenceStart) kingdom \(kingdom); the kingdom given with the upload was used."
    case .rowsOfTwoDays(let dates, let column):
      """
      "\(column)" has \(dates.map(\.description).joined(separator: " and ")); no player appears \
      twice, so all rows were read as one scan.
      """
    case .rowsOfOtherKingdoms(let kingdoms, let column):
      """
      "\(column)" has other kingdoms too: \(kingdoms.map(\.description).joined(separator: ", ")).
      """
    case .otherSheetsNotRead(let sheets):
      "Other sheets also have players and were not read: \(sheets.joined(separator: ", "))."
    }
  }
}

extension HintSource {
  /// The source of a hint, as in `2026-01-14, from the file's name`.
  package var description: String {
    switch self {
    case .fileName: "the file's name"
    case .summarySheet(let sheet): "the sheet \"\(sheet)\""
    case .sheetName: "the sheet's name"
    case .column(let header): "the column \"\(header)\""
    }
  }

  fileprivate var sentenceStart: String {
    "\(description.prefix(1).uppercased())\(description.dropFirst()) says"
  }
}

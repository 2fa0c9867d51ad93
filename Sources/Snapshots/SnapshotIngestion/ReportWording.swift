import Datasets
import Time
package import UploadReading

extension Note {
  /// The note as a sentence for an officer.
  package var description: String {
    switch self {
    case .windows1252Assumed:
      "The file is no UTF-8; it was read as Windows-1252. Save it as UTF-8 if names look wrong."
    case .brokenCharactersReplaced(let count):
      "\(count) broken characters were replaced."
    case .separatorTakenForGroups(let column):
      """
      Nothing in the file tells whether a separator in "\(column)" parts thousands or decimals; it \
      was taken to part thousands.
      """
    case .roundedByScientificNotation(let column):
      """
      "\(column)" has numbers such as 1.36E+08, which a spreadsheet has rounded. Format the column \
      as numbers and export again for exact ranks.
      """
    case .topTierKillsTakenForKills(let column):
      "\"\(column)\" stands for all kills, since nothing else in the file tells them."
    case .otherDate(let date, let source):
      "\(source.sentenceStart) \(date); the day that the upload was put under counts."
    case .otherKingdom(let kingdom, let source):
      "\(source.sentenceStart) kingdom \(kingdom); the one that the upload was put under counts."
    case .rowsOfTwoDays(let dates, let column):
      """
      "\(column)" names \(dates.map(\.description).joined(separator: " and ")); no player stands \
      there twice, and all rows were taken as one scan.
      """
    case .rowsOfOtherKingdoms(let kingdoms, let column):
      """
      "\(column)" names other kingdoms too: \(kingdoms.map(\.description).joined(separator: ", ")).
      """
    case .otherSheetsNotRead(let sheets):
      "Other sheets hold players too and were not read: \(sheets.joined(separator: ", "))."
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

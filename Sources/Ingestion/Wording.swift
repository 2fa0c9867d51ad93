package import Intake

extension UploadFormat {
  /// The format's name: `csv, semicolon`.
  package var name: String {
    switch self {
    case .csv(let delimiter):
      switch delimiter {
      case UInt8(ascii: ";"): "csv, semicolon"
      case UInt8(ascii: "\t"): "csv, tab"
      default: "csv, comma"
      }
    case .jsonArray: "json array"
    case .jsonMember(let member): "json array in \"\(member)\""
    case .jsonLines: "json lines"
    case .workbook(let sheet): "workbook, sheet \"\(sheet)\""
    }
  }
}

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
    case .otherSheetsNotRead(let sheets):
      "Other sheets hold players too and were not read: \(sheets.joined(separator: ", "))."
    }
  }
}

import Datasets
import SnapshotIngestion
import Testing
import Time
import UploadReading

/// The sentences of reports and logs.
@Suite struct ReportWordingTests {
  private static let dates = ["2026-01-14", "2026-01-15"].compactMap { CalendarDate($0) }
  private static let kingdoms = [7, 1960].compactMap { Kingdom($0) }

  static let notes: [(note: Note, sentence: String)] = [
    (
      .windows1252Assumed,
      "The file is not UTF-8; it was read as Windows-1252. Save it as UTF-8 if names look wrong."
    ),
    (.brokenCharactersReplaced(count: 3), "3 invalid characters were replaced."),
    (
      .separatorTakenForGroups(column: "Power"),
      "Nothing in the file shows whether a separator in \"Power\" marks thousands or decimals; it "
        + "was read as marking thousands."
    ),
    (
      .roundedByScientificNotation(column: "Power"),
      "\"Power\" has numbers such as 1.36E+08, which a spreadsheet has rounded. Format the column "
        + "as numbers and export again for exact ranks."
    ),
    (
      .topTierKillsTakenForKills(column: "T45 Kills"),
      "\"T45 Kills\" was read as all kills, because no other column has them."
    ),
    (
      .otherDate(dates[0], saidBy: .fileName),
      "The file's name says 2026-01-14; the date given with the upload was used."
    ),
    (
      .otherDate(dates[1], saidBy: .column("Date")),
      "The column \"Date\" says 2026-01-15; the date given with the upload was used."
    ),
    (
      .otherKingdom(kingdoms[0], saidBy: .summarySheet("Summary")),
      "The sheet \"Summary\" says kingdom 7; the kingdom given with the upload was used."
    ),
    (
      .otherKingdom(kingdoms[1], saidBy: .sheetName),
      "The sheet's name says kingdom 1960; the kingdom given with the upload was used."
    ),
    (
      .rowsOfTwoDays(dates, column: "Date"),
      "\"Date\" has 2026-01-14 and 2026-01-15; no player appears twice, so all rows were read as "
        + "one scan."
    ),
    (
      .rowsOfOtherKingdoms(kingdoms, column: "Kingdom"),
      "\"Kingdom\" has other kingdoms too: 7, 1960."
    ),
    (
      .otherSheetsNotRead(["Players", "Old"]),
      "Other sheets also have players and were not read: Players, Old."
    ),
  ]

  @Test(arguments: notes)
  func aNoteIsASentence(_ note: Note, sentence: String) {
    #expect(note.description == sentence)
  }

  @Test(
    arguments: [
      (.fileName, "the file's name"), (.sheetName, "the sheet's name"),
      (.summarySheet("A \"B\""), "the sheet \"A \"B\"\""), (.column(""), "the column \"\""),
    ] as [(HintSource, String)])
  func aHintNamesItsSource(_ source: HintSource, description: String) {
    #expect(source.description == description)
  }

  @Test(
    arguments: [
      (.init(), ""), (.init(row: 2), "row 2: "), (.init(column: "ID"), "column \"ID\": "),
      (.init(row: 2, column: "ID"), "row 2, column \"ID\": "), (.init(line: 3), "line 3: "),
      (.init(part: "xl/workbook.xml"), "xl/workbook.xml: "),
      (
        .init(row: 2, column: "ID", line: 3, part: "a.xml"),
        "a.xml: row 2, line 3, column \"ID\": "
      ),
    ] as [(Rejection.Place, String)])
  func aRejectionNamesItsPlace(_ place: Rejection.Place, beginning: String) {
    let rejection = Rejection(.noTable, at: place, found: "x", expected: "y")
    #expect(rejection.sentence == "\(beginning)found x, expected y")
  }

  @Test(
    arguments: [
      (2, "ID", "row 2, column \"ID\": "), (2, nil, "row 2: "), (nil, "ID", "column \"ID\": "),
      (nil, nil, ""),
    ] as [(Int?, String?, String)])
  func anIssueNamesItsRow(_ row: Int?, _ column: String?, beginning: String) {
    let issue = RowIssue(.duplicateID, row: row, column: column, found: "7")
    #expect(issue.sentence == "\(beginning)found \"7\", expected each id in one row only")
  }
}

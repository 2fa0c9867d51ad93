import Testing

@testable import UploadReading

/// What a sheet of sums says of a workbook's kingdom and day.
@Suite struct SummarySheetTests {
  private func hints(_ rows: [[String]], sheet: String = "Summary") -> [String] {
    ContentHintTests.words(
      UploadHints(
        ofSheet: sheet, rows.enumerated().map { HeaderRow(number: $0 + 1, cells: $1) }))
  }

  static let kingdom = #"51 summarySheet("Summary")"#
  static let day = #"2026-01-14 summarySheet("Summary")"#

  static let sheets: [([[String]], [String])] = [
    ([["Kingdom", "51"], ["Date", "2026-01-14"]], [kingdom, day]),
    ([["Kingdom", "Scan Date"], ["51", "14.01.2026"]], [kingdom, day]),
    ([["Kingdom:", "51"], ["Scan date:"], ["2026-01-14 08:18"]], [kingdom, day]),
    ([["", "KINGDOM", "51"]], [kingdom]),
    ([["", "", "kingdom"], ["", "", "51"]], [kingdom]),
    // Beside goes before below.
    ([["Kingdom", "51"], ["52"]], [kingdom]),
    ([["Kingdom", "of the north"], ["51"]], [kingdom]),
    ([["Kingdom", ""], ["", "51"]], []), ([["Kingdom"], [], ["51"]], []),
    ([["Kingdom", "-", "51"]], []), ([["Kingdom", "051"]], []), ([["Date", "03/04/2026"]], []),
    ([["Kingdoms", "51"], ["Total Power", "9"]], []), ([["Kingdom::", "51"]], []), ([], []),
  ]

  @Test(arguments: sheets)
  func aLabelHasItsValueBesideOrBelow(_ rows: [[String]], _ words: [String]) {
    #expect(hints(rows) == words)
  }

  @Test(arguments: [
    ("Summary", true), ("SUMMARY", true), (" summary_", true), ("Sum mary", true),
    ("Summary 51", false), ("Rolled Up", false), ("", false),
  ])
  func onlyASheetOfThatNameSpeaks(sheet: String, speaks: Bool) {
    #expect(hints([["Kingdom", "51"]], sheet: sheet).isEmpty == !speaks)
  }

  @Test func severalLabelsAreSeveralHints() {
    #expect(
      hints([["Kingdom", "51"], ["Home Kingdom", "52"]])
        == [Self.kingdom, #"52 summarySheet("Summary")"#])
  }
}

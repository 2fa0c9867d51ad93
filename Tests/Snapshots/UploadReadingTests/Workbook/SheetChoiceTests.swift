import Datasets
import TestSupport
import Testing
import Time

@testable import UploadReading

/// Which sheet of a workbook is read.
@Suite struct SheetChoiceTests {
  typealias Sheet = WrittenWorkbook.Sheet

  static let summary = Sheet(
    name: "Summary", rows: WrittenWorkbook.rows([["Kingdom", "51"], ["Total Power", "9"]]))
  static let best = Sheet(
    name: "Top 10s", rows: WrittenWorkbook.rows([["Governor ID", "Power"], ["3", "9"]]))

  /// A sheet with a player, who has an id of its own to tell which sheet was read.
  static func players(_ name: String, id: Int, state: String = "visible") -> Sheet {
    let rows = [["Governor ID", "Governor Name", "Power"], ["\(id)", "Ada", "5"]]
    return Sheet(name: name, rows: WrittenWorkbook.rows(rows), state: state)
  }

  static let books: [([Sheet], Kingdom?, Int64)] = [
    ([summary, best, players("51", id: 1), players("Rolled Up 51", id: 2)], nil, 1),
    ([players("Rolled Up 51", id: 2), best, players(" 51 ", id: 1)], nil, 1),
    ([summary, best, players("Export", id: 1)], nil, 1),
    ([players("50", id: 1), players("51", id: 2)], Kingdom(51), 2),
    ([players("Old", id: 2, state: "hidden"), players("New", id: 1)], nil, 1),
    ([summary, players("Data", id: 1, state: "veryHidden")], nil, 1),
    ([players("First", id: 1), players("Second", id: 2)], nil, 1),
  ]

  static func settings(for kingdom: Kingdom?) throws -> ReadingSettings {
    var settings = ReadingSettings()
    let date = try #require(CalendarDate("2026-01-26"))
    settings.target = kingdom.map { SnapshotID(kingdom: $0, date: date) }
    return settings
  }

  @Test(arguments: books.indices)
  func theSheetThatHoldsThePlayersIsRead(_ index: Int) throws {
    let (sheets, kingdom, id) = Self.books[index]
    let settings = try Self.settings(for: kingdom)
    let table = try Table(WrittenWorkbook(sheets: sheets).bytes, settings)
    #expect(table.ids == [id])
  }

  @Test func theReportNamesTheSheetAndTheOthers() throws {
    let sheets = [Self.summary, Self.best, Self.players("51", id: 1)]
    let report = try Table(WrittenWorkbook(sheets: sheets).bytes).report
    #expect(report.format == .workbook(sheet: "51"))
    #expect(report.notes == [.otherSheetsNotRead(["Top 10s"])])
  }

  @Test(arguments: [nil, Kingdom(52)])
  func ofSeveralKingdomsOneMustBeNamed(_ kingdom: Kingdom?) throws {
    let sheets = [Self.players("50", id: 1), Self.players("51", id: 2)]
    let settings = try Self.settings(for: kingdom)
    let rejection = try #require(throws: Rejection.self) {
      try Table(WrittenWorkbook(sheets: sheets).bytes, settings)
    }
    #expect(rejection.code == .severalKingdoms)
    #expect(rejection.found == "sheets of several kingdoms: 50, 51")
  }

  @Test func aHeaderFurtherDownIsFound() throws {
    let rows = [["Kingdom 51"], ["", "made today"], ["Governor ID", "Power"], ["7", "5"]]
    let table = try Table(WrittenWorkbook(WrittenWorkbook.rows(rows)).bytes)
    #expect(table.report.headerRow == 3)
    #expect(table.rowNumbers == [4])
  }
}

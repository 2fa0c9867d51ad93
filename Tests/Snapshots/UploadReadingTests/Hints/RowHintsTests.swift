import Bytes
import Datasets
import Testing
import Time

@testable import UploadReading

/// What columns say of the kingdom and the day of their rows.
@Suite struct RowHintsTests {
  private func hints(_ text: String) throws -> RowHints? {
    let document = UploadDocument(text)
    var report = ReadingReport(listing: 0)
    return try hints(document, of: document.format(noting: &report))
  }

  private func hints(
    _ document: UploadDocument, of format: some UploadFormat
  ) throws -> RowHints? {
    try document.rowHints(of: format.layout(for: nil))
  }

  @Test func aTableWithoutSuchColumnsSaysNothing() throws {
    #expect(try hints("ID,Home,Day\n7,51,2026-01-14\n") == nil)
  }

  @Test func eachRowNamesItsDay() throws {
    let text = "ID,Date\n7,2026-01-14\n8,2026-01-07\n9,soon\n10,\n11,14.01.2026\n"
    let rows = try #require(try hints(text))
    #expect(rows.dates.map(\.value.description) == ["2026-01-14", "2026-01-07"])
    #expect(rows.dates.map(\.rows) == [2, 1])
    #expect(rows.dateOfRow == [1, 2, 0, 0, 1])
    #expect(rows.unreadableDates == [2: "soon"])
    #expect(rows.kingdoms.isEmpty)
  }

  @Test func kingdomsAreCounted() throws {
    let rows = try #require(try hints("ID,Kingdom\n7,51\n8,52\n9,x\n10,51\n11,0\n"))
    #expect(rows.kingdoms.map(\.value.number) == [51, 52])
    #expect(rows.kingdoms.map(\.rows) == [2, 1])
    #expect(rows.dates.isEmpty && rows.dateOfRow.isEmpty)
    #expect(rows.hints.kingdoms.map(\.source) == [.column("Kingdom"), .column("Kingdom")])
  }

  @Test func ofTwoColumnsTheFirstSpeaks() throws {
    let rows = try #require(try hints("Scan Date,ID,Date\n2026-01-14,7,2026-01-07\n"))
    #expect(rows.columns.matched.map(\.header) == ["Scan Date"])
    #expect(rows.dates.map(\.value.description) == ["2026-01-14"])
  }

  @Test(arguments: ["date", "Scan Date", "EXPORT_DATE", "captured at", "Kingdom", "home kingdom"])
  func someHeadersSaySo(_ header: String) {
    #expect(HintColumn(header) != nil)
  }

  @Test(arguments: ["day", "birthday", "kingdoms", "date of birth", ""])
  func othersDoNot(_ header: String) {
    #expect(HintColumn(header) == nil)
  }

  @Test func columnsHaveTheirPlaceInTheGrid() {
    let header = HeaderRow(number: 1, cells: ["ID", "Date", "Kingdom", "Date"])
    let columns = HintColumns(among: ["Date", "Kingdom", "Date"])
    #expect(columns.gridColumns(for: header.columns) == [-1, 1, 0, -1])
    #expect(!columns.isEmpty && HintColumns(among: ["ID"]).isEmpty)
  }

  @Test func tooManyDaysAreNotOfOneUpload() throws {
    let first = try #require(CalendarDate("2020-01-01"))
    let rows = (1...1_100).compactMap { row in
      CalendarDate(daysSinceEpoch: first.daysSinceEpoch + Int32(row)).map { "\(row),\($0)\n" }
    }
    let rejection = try #require(throws: Rejection.self) {
      try hints("ID,Date\n" + rows.joined())
    }
    #expect(rejection.code == .limitExceeded)
    #expect(rejection.found == "more than 1000 dates or kingdoms")
  }

  @Test func keysOfObjectsSaySoOnceTheyAreKnown() throws {
    let text = #"[{"id":7,"Date":"2026-01-14","x":1},{"Kingdom":51,"id":8}]"#
    let found = try UploadDocument(text).hints()
    #expect(found.dates.map(\.value.description) == ["2026-01-14"])
    #expect(found.kingdoms.map(\.value.number) == [51])
  }
}

import Datasets
import Testing
import Time

@testable import UploadReading

/// What comes of an upload that says something else than where it was put.
@Suite struct ContradictionTests {
  static func settings() throws -> ReadingSettings {
    var settings = ReadingSettings()
    settings.target = SnapshotID(
      kingdom: try #require(Kingdom(51)), date: try #require(CalendarDate("2026-01-14")))
    return settings
  }

  static let day = CalendarDate(year: 2026, month: 1, day: 15)
  static let other = Kingdom(52)

  @Test func anotherDayIsNotedOnly() throws {
    let report = try Table("id,Date\n7,2026-01-15\n", Self.settings(), named: "2026-01-15.csv")
      .report
    let day = try #require(Self.day)
    #expect(
      report.notes == [
        .otherDate(day, saidBy: .column("Date")), .otherDate(day, saidBy: .fileName),
      ])
  }

  @Test func aNameThatSaysAnotherKingdomIsNotedOnly() throws {
    let report = try Table("id\n7\n", Self.settings(), named: "kingdom 52.csv").report
    #expect(report.notes == [.otherKingdom(try #require(Self.other), saidBy: .fileName)])
  }

  @Test func rowsThatAreAllOfAnotherKingdomAreRefused() throws {
    let settings = try Self.settings()
    let rejection = try #require(throws: Rejection.self) {
      try Table("id,Kingdom\n7,52\n8,52\n", settings)
    }
    #expect(rejection.code == .otherKingdom)
    #expect(rejection.place == .init(column: "Kingdom"))
    #expect(rejection.found == "kingdom 52")
  }

  @Test func someRowsOfAnotherKingdomAreNoted() throws {
    let report = try Table("id,Kingdom\n7,52\n8,51\n9,\n", Self.settings()).report
    #expect(
      report.notes == [.rowsOfOtherKingdoms([try #require(Self.other)], column: "Kingdom")])
  }

  static let scans = """
    Date,ID,Power
    2026-01-07,7,1
    2026-01-07,8,2
    2026-01-14,7,3
    tomorrow,9,4
    2026-01-14,8,5
    """

  @Test func rowsOfSeveralDaysAreRefused() throws {
    let settings = try Self.settings()
    let rejection = try #require(throws: Rejection.self) { try Table(Self.scans, settings) }
    #expect(rejection.code == .severalDates)
    #expect(rejection.found == "rows of 2 dates: 2026-01-07, 2026-01-14")
  }

  @Test func ofSeveralDaysOneCanBeTaken() throws {
    var settings = try Self.settings()
    for (date, powers) in [("2026-01-07", [1, 2]), ("2026-01-14", [3, 5])] {
      settings.rowsOfDate = CalendarDate(date)
      let table = try Table(Self.scans, settings)
      #expect(table[.power] == powers.map { Int64($0) })
      #expect(table.report.rows.ofOtherDates == 2)
      #expect(table.problems.listed.map(\.code) == [.unusableDate])
      #expect(table.problems.listed.map(\.row) == [5])
      #expect(table.problems.listed.map(\.found) == ["tomorrow"])
      #expect(table.report.rowsOfDate == settings.rowsOfDate)
    }
    settings.rowsOfDate = CalendarDate("2026-01-21")
    #expect(throws: Rejection.self) { try Table(Self.scans, settings) }
  }

  @Test func aScanOverMidnightIsOne() throws {
    let table = try Table("Date,ID\n2026-01-14,7\n2026-01-15,8\n", Self.settings())
    #expect(table.ids == [7, 8])
    let days = [CalendarDate(year: 2026, month: 1, day: 14), Self.day].compactMap { $0 }
    #expect(table.report.notes == [.rowsOfTwoDays(days, column: "Date")])
  }

  @Test func askingForADayChangesNothingWhereThereIsOnlyOne() throws {
    var settings = try Self.settings()
    settings.rowsOfDate = CalendarDate("2026-01-14")
    #expect(try Table("Date,ID\n2026-01-15,7\n", settings).ids == [7])
    #expect(try Table("ID\n7\n", settings).ids == [7])
  }
}

import Datasets
import Testing

@testable import UploadReading

/// Which rows of an upload are accepted, and which cells of theirs.
@Suite struct RowTests {
  @Test func aRowWithoutAUsableIDIsRefusedAndABlankOnePassedOver() throws {
    let table = try Table(
      """
      id,name,power
      1,Ada,5
      ,Total,5
      ,failsafe-triggered,
      0,Zero,1
      ,,
        , ,\u{A0}
      -7,Minus,1
      abc,Text,1
      12345678901,Long,1
      9999999999,Most,1
      "",,""

      123456.0,Dec,7

      """)
    #expect(table.ids == [1, 9_999_999_999, 123_456])
    #expect(table.rowNumbers == [2, 11, 14])
    #expect(table.report.rows == RowCounts(accepted: 3, refused: 6, superseded: 0, blank: 4))
    #expect(table.report.rows.total == 9)
    let refused = [(3, ""), (4, ""), (5, "0"), (8, "-7"), (9, "abc"), (10, "12345678901")]
    #expect(
      table.problems.listed
        == refused.map {
          RowIssue(.unusableID, row: $0.0, column: "id", found: $0.1)
        })
  }

  @Test func idsAreReadAsTextAndAsNumbers() throws {
    let table = try Table(#"[{"id":"100000007"},{"id":100000008},{"id":100000009.0},{"id":" 7 "}]"#)
    #expect(table.ids == [100_000_007, 100_000_008, 100_000_009, 7])
    #expect(try Table("id,name\n\"100,000,007\",A\n1.5,B\n3.355,C\n").ids == [100_000_007])
  }

  // MARK: The same id twice

  static let repeated = "id,name\n1,A\n2,B\n1,C\n3,D\n2,E\n2.0,F\n"

  @Test func theSameIDTwiceRefusesTheFileAndListsItsRows() throws {
    let rejection = try #require(throws: Rejection.self) { try Table(Self.repeated) }
    #expect(rejection.code == .duplicateIDs)
    #expect(rejection.found == "repeated ids: 2, in 5 rows")
    #expect(rejection.problems.map(\.row) == [2, 3, 4, 6, 7])
    #expect(rejection.problems.map(\.found) == ["1", "2", "1", "2", "2"])
    #expect(rejection.report?.columns.map(\.column) == [.id, .name])
  }

  @Test func keepLastDropsAllRowsOfAnIDButTheLast() throws {
    var settings = ReadingSettings()
    settings.duplicates = .keepLast
    let table = try Table(Self.repeated, settings)
    #expect(table.ids == [1, 3, 2])
    #expect(table.texts(.name) == ["C", "D", "F"])
    #expect(table.report.rows == RowCounts(accepted: 3, refused: 0, superseded: 3, blank: 0))
    #expect(table.problems.listed.map(\.row) == [2, 3, 6])
    #expect(table.problems.listed.map(\.code) == [.duplicateID, .duplicateID, .duplicateID])
  }

  // MARK: Cells

  @Test func namesAreKeptAsTheyCameAndNeverMissing() throws {
    let names = ["None", "N/A", "  Ada  Bo ", "12345", "-1", "=1+1", "שלום", "👑", "a\nb", ""]
    let rows = names.enumerated().map { "\($0 + 1),\"\($1)\"\n" }
    #expect(try Table("id,name\n" + rows.joined()).texts(.name) == names)
  }

  @Test func anAllianceIsMissingWhereItSaysSo() throws {
    let cells = ["<AB>", "A\"S", "99&", "-ICE", "@ROK", "", " ", "N/A", "none", "Skipped", "-1"]
    let rows = cells.enumerated().map { "\($0 + 1),\($1)\n" }
    let table = try Table("id,alliance\n" + rows.joined())
    #expect(
      table.texts(.alliance)
        == ["<AB>", "A\"S", "99&", "-ICE", "@ROK", nil, nil, nil, nil, nil, "-1"])
  }

  @Test func aColumnThatIsNotThereDiffersFromOneWithoutValues() throws {
    let table = try Table("id,power,dkp\n1,,\n")
    #expect(table[.power] == [nil])
    #expect(table[.deaths] == nil)
    #expect(table.texts(.name) == nil)
  }

  @Test func shortRowsLackCellsAndLongOnesAreReported() throws {
    let table = try Table("id,name,power\n1\n2,B,5,,\n3,C,6, x ,y\n4,D,7\n")
    #expect(table.ids == [1, 2, 3, 4])
    #expect(table[.power] == [nil, 5, 6, 7])
    #expect(table.texts(.name) == ["", "B", "C", "D"])
    #expect(
      table.problems.listed == [RowIssue(.tooManyCells, row: 4, column: nil, found: " x ")])
  }

  @Test func onlyTheFirstProblemsAreListedButAllAreCounted() throws {
    var settings = ReadingSettings()
    settings.limits.listedProblems = 2
    settings.rowsPerBatch = 3
    let rows = (1...10).map { "\($0),x,y\n" }
    let table = try Table("id,power,dkp\n" + rows.joined(), settings)
    #expect(table.problems.count == 20)
    #expect(table.problems.countByColumn == [.power: 10, .dkp: 10])
    #expect(table.problems.listed.count == 2)
  }

  @Test func whatIsQuotedInAReportIsShortAndWhole() throws {
    let table = try Table("id,power\n1,\(String(repeating: "é", count: 100))\n")
    #expect(table.problems.listed.first?.found == String(repeating: "é", count: 40) + "…")
  }
}

import Datasets
import Testing

@testable import UploadReading

@Suite struct NumberTests {
  /// The readings of the `power` cells of a file with one column of numbers.
  private func read(_ cells: [String]) throws -> (values: [Int64?], table: Table) {
    let rows = cells.enumerated().map { "\($0 + 1)\t\($1)\n" }
    let table = try Table("id\tpower\n" + rows.joined())
    return (try #require(table[.power]), table)
  }

  @Test(arguments: [
    ("3355758150", 3_355_758_150), ("3,355,758,150", 3_355_758_150),
    ("3.355.758.150", 3_355_758_150), ("3 355 758 150", 3_355_758_150),
    ("3\u{A0}355\u{A0}758\u{A0}150", 3_355_758_150),
    ("3\u{202F}355\u{202F}758\u{202F}150", 3_355_758_150),
    ("3'355'758'150", 3_355_758_150), ("3’355’758’150", 3_355_758_150),
    ("32040216.0", 32_040_216), ("32040216,00", 32_040_216), ("1.36E+08", 136_000_000),
    ("1,36e8", 136_000_000), ("1,234E5", 123_400), ("5E0", 5), ("1200E-2", 12),
    ("3,355,758.0", 3_355_758),
    ("3.355.758,0", 3_355_758), ("3 355 758,00", 3_355_758), ("+12", 12), ("  12\u{A0}", 12),
    ("007", 7), ("0", 0), ("-0", 0), ("0.0", 0), ("12.000000000000000000000000000", 12),
    ("22648548762", 22_648_548_762), ("9007199254740992", 9_007_199_254_740_992),
    ("9.007199254740992E15", 9_007_199_254_740_992), ("00000000000000000000000000000001", 1),
  ])
  func readsEachWriting(_ written: String, _ value: Int64) throws {
    let (values, table) = try read([written])
    #expect(values == [value])
    #expect(table.problems.isEmpty)
  }

  @Test(arguments: [
    "", " ", "-1", "-2", "-3", "-1.0", "#N/A", "n/a", "NaN", "null", "NONE", "Unknown", "skipped",
    "\u{A0}",
  ])
  func readsMissingValues(_ written: String) throws {
    let (values, table) = try read([written, "5"])
    #expect(values == [nil, 5])
    #expect(table.problems.isEmpty)
  }

  @Test(arguments: [
    ("abc", RowIssue.Code.notANumber), ("1,23,456", .notANumber), ("12,34,567", .notANumber),
    ("1.2.3", .notANumber), ("1,234.567.890", .notANumber), ("1,2345,678", .notANumber),
    ("1..2", .notANumber), ("12.", .notANumber), (".", .notANumber), ("-", .notANumber),
    ("E5", .notANumber), ("1E", .notANumber), ("1E+", .notANumber), ("3.355.758E2", .notANumber),
    ("1 2", .notANumber), ("--1", .notANumber),
    ("#REF!", .notANumber), ("0x10", .notANumber), ("１２", .notANumber),
    ("1.2B", .abbreviated), ("45M", .abbreviated), ("45 m", .abbreviated), ("12%", .abbreviated),
    ("12.5", .fraction), ("1E-5", .fraction), ("0.355", .fraction), ("1234.567", .fraction),
    ("-4", .negative), ("-1.5", .fraction), ("-99999999999999999999", .negative),
    ("9007199254740993", .tooLarge), ("9223372036854775807", .tooLarge),
    ("9223372036854775808", .tooLarge), ("99999999999999999999999999", .tooLarge),
    ("1E16", .tooLarge), ("1E999999999999999999999", .tooLarge),
    ("1E-999999999999999999999", .fraction),
  ])
  func aCellThatIsNoCountIsAProblem(_ written: String, _ code: RowIssue.Code) throws {
    let (values, table) = try read(["7", written])
    #expect(values == [7, nil])
    #expect(table.problems.listed == [RowIssue(code, row: 3, column: "power", found: written)])
    #expect(table.problems.countByColumn == [.power: 1])
  }

  // MARK: One separator before three digits

  @Test(
    arguments: [
      // Proof in the column.
      (["3.355", "3.355.758"], [3355, 3_355_758]), (["3.355", "1.5"], [nil, nil]),
      (["3.000", "32040216.0"], [3, 32_040_216]), (["3,355", "3,355,758"], [3355, 3_355_758]),
      (["3,000", "12,5"], [3, nil]), (["3.000", "1.36E+08"], [3, 136_000_000]),
      // The other separator has the other meaning.
      (["3.355", "3,5"], [3355, nil]), (["3.000", "3,355,758"], [3, 3_355_758]),
      // Two forms in one column.
      (["3.355", "3 355 758", "3.355.758"], [3355, 3_355_758, 3_355_758]),
      (["3,355", "3.355.758,0"], [nil, 3_355_758]),
      // No proof at all: counts are whole, so the separator groups.
      (["3.355", "12"], [3355, 12]), (["3,355", "3'355'758"], [3355, 3_355_758]),
    ] as [([String], [Int64?])])
  func aLoneSeparatorIsReadByTheColumn(_ cells: [String], _ values: [Int64?]) throws {
    #expect(try read(cells).values == values)
  }

  @Test func contradictionLeavesALoneSeparatorUnread() throws {
    let (values, table) = try read(["3.355.758", "32040216.0", "3.355"])
    #expect(values == [3_355_758, 32_040_216, nil])
    #expect(table.problems.listed.map(\.code) == [.ambiguousSeparator])
  }

  @Test func otherColumnsGiveProofWhereTheColumnHasNone() throws {
    let table = try Table("id;power;deads\n1;3.000;12,5\n2;4.000;1\n")
    #expect(table[.power] == [3000, 4000])
    #expect(table.report.notes.isEmpty)
    let decimal = try Table("id;power;deads\n1;3.000;32040216.0\n2;4.000;1\n")
    #expect(decimal[.power] == [3, 4])
  }

  @Test func columnsWithoutAMeaningGiveProofToo() throws {
    let table = try Table("id;KD;power\n1;1.35;3.000\n2;2.1;4.000\n")
    #expect(table[.power] == [3, 4])
  }

  @Test func anAssumptionIsToldInANote() throws {
    #expect(
      try read(["3.355", "12"]).table.report.notes == [.separatorTakenForGroups(column: "power")])
    #expect(
      try read(["1.36E+08"]).table.report.notes == [.roundedByScientificNotation(column: "power")])
    #expect(try read(["3.355.758", "3.355"]).table.report.notes.isEmpty)
  }
}

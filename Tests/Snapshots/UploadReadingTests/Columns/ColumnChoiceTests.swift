import Datasets
import Testing

@testable import UploadReading

/// Which columns are read where several mean the same, and how their numbers are read.
@Suite struct ColumnChoiceTests {
  /// The choice for a table of a header and rows.
  private func choice(_ text: String) throws -> ReadingReport { try Table(text).report }

  private func headers(_ report: ReadingReport) -> [String] { report.columns.map(\.header) }

  @Test func theMoreTellingHeaderIsReadWhereBothAreFilled() throws {
    let report = try choice("ID,Total Power,Power\n1,5,6\n2,7,8\n")
    #expect(headers(report) == ["ID", "Power"])
    #expect(report.passedOver.map(\.header) == ["Total Power"])
    #expect(report.passedOver.map(\.insteadRead) == ["Power"])
    #expect(report.passedOver.map(\.column) == [.power])
  }

  /// Rows of two columns for power: how many of the first are filled, of four.
  @Test(arguments: [
    (4, "Power"), (3, "Power"), (2, "Power"), (1, "Total Power"), (0, "Total Power"),
  ])
  func aColumnThatIsHalfEmptyGivesWay(_ filled: Int, _ header: String) throws {
    let rows = (1...4).map { "\($0),\($0 <= filled ? "5" : ""),6\n" }
    #expect(try headers(choice("ID,Power,Total Power\n" + rows.joined())) == ["ID", header])
  }

  @Test func killsOfTheTopTiersStandInWhereNothingElseTells() throws {
    let alone = try choice("ID,T45 Kills\n1,5\n")
    #expect(headers(alone) == ["ID", "T45 Kills"])
    #expect(alone.notes == [.topTierKillsTakenForKills(column: "T45 Kills")])
    for other in ["Kills", "T1 Kills", "T5 Kills"] {
      let beside = try choice("ID,T45 Kills,\(other)\n1,5,6\n")
      #expect(headers(beside) == ["ID", other])
      #expect(beside.ignoredHeaders == ["T45 Kills"])
      #expect(beside.notes.isEmpty)
    }
  }

  @Test func theColumnOfMostIDsIsTheID() throws {
    #expect(try Table("Player ID,ID\n,1\n,2\n9,3\n").ids == [1, 2, 3])
    #expect(try Table("Player ID,ID\n8,1\n9,2\n").ids == [8, 9])
  }

  static let separators: [(String, [Int64?], [Note])] = [
    // A lone point or comma with three digits behind it may mean either.
    ("1.500\n", [1_500], [.separatorTakenForGroups(column: "Power")]),
    ("1,500\n", [1_500], [.separatorTakenForGroups(column: "Power")]),
    ("1.500\n1.234.567\n", [1_500, 1_234_567], []),
    ("1.500\n2.5\n", [nil, nil], []),
    ("1.500,0\n2.500\n", [1_500, 2_500], []),
    ("1500\n", [1_500], []),
    ("1.36E+08\n", [136_000_000], [.roundedByScientificNotation(column: "Power")]),
  ]

  @Test(arguments: separators.indices)
  func aColumnTellsWhatItsSeparatorsMean(_ index: Int) throws {
    let (cells, numbers, notes) = Self.separators[index]
    let rows = cells.split(separator: "\n").enumerated().map { "\($0 + 1);\($1)\n" }
    let table = try Table("ID;Power\n" + rows.joined())
    #expect(table.report.notes == notes)
    if numbers.allSatisfy({ $0 != nil }) { #expect(table[.power] == numbers) }
  }

  @Test func anotherColumnProvesWhatASeparatorMeans() throws {
    let groups = try Table("ID;Power;Camp\n1;1.500;1.234.567\n")
    #expect(groups[.power] == [1_500] && groups.report.notes.isEmpty)
    let decimals = try Table("ID;Power;Camp\n1;1.000;1,234,567\n")
    #expect(decimals[.power] == [1] && decimals.report.notes.isEmpty)
    // More texts than numbers prove nothing.
    let texts = try Table("ID;Power;Camp\n1;1.000;1,234,567\n2;2;x\n3;3;y\n")
    #expect(texts[.power] == [1_000, 2, 3])
    #expect(texts.report.notes == [.separatorTakenForGroups(column: "Power")])
  }
}

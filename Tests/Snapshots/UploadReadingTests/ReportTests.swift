import Datasets
import Testing

@testable import UploadReading

/// What is told of a file, whether it is accepted or not.
@Suite struct ReportTests {
  @Test func aReportNamesEveryColumnAndWhatBecameOfIt() throws {
    let report = try Table(
      """
      Governor ID;Name;Power;Total Power;Acclaim;;T45 Kills;T4 Kills
      1;Ada;3.355.758;;12;x;5;4
      2;Bo;12,0;7;13;;6;5
      """
    ).report
    #expect(report.compression == .none)
    #expect(report.encoding == .utf8)
    #expect(report.format == .csv(delimiter: UInt8(ascii: ";")))
    #expect(report.headerRow == 1)
    #expect(report.columns.map(\.column) == [.id, .name, .power, .t4Kills])
    #expect(report.columns.map(\.filledCells) == [2, 2, 2, 2])
    #expect(report.columns.map { $0.grammar?.point } == [nil, nil, .groups, .groups])
    #expect(report.columns.map { $0.grammar?.comma } == [nil, nil, .decimals, .decimals])
    #expect(report.passedOver.map(\.header) == ["Total Power"])
    #expect(report.passedOver.map(\.insteadRead) == ["Power"])
    #expect(report.ignoredHeaders == ["Acclaim", "T45 Kills"])
    #expect(report.rows == RowCounts(accepted: 2, refused: 0, superseded: 0, blank: 0))
    #expect(report.notes.isEmpty)
  }

  @Test func columnsThatTellTheKingdomOrTheDayAreNotIgnored() throws {
    let report = try Table("Scan Date,Kingdom,Luck,ID\n2026-01-14,51,3,1\n").report
    #expect(report.hintColumns.map(\.header) == ["Kingdom", "Scan Date"])
    #expect(report.hintColumns.map(\.column) == [.kingdom, .date])
    #expect(report.ignoredHeaders == ["Luck"])
  }

  @Test func aSecondColumnOfTheKingdomIsIgnored() throws {
    let report = try Table("Kingdom,Home Kingdom,ID\n51,52,1\n").report
    #expect(report.hintColumns.map(\.header) == ["Kingdom"])
    #expect(report.ignoredHeaders == ["Home Kingdom"])
  }

  @Test func aReportOfJSONNamesKeysInTheOrderTheyWereMet() throws {
    let report = try Table(#"[{"z":1,"id":1},{"a":2,"id":2,"T45 Kills":5}]"#).report
    #expect(report.headerRow == nil)
    #expect(report.ignoredHeaders == ["z", "a"])
    #expect(report.notes == [.topTierKillsTakenForKills(column: "T45 Kills")])
  }

  @Test func aKeyThatComesLateIsAColumnToo() throws {
    let rows = (1...1500).map { $0 == 1400 ? #"{"id":\#($0),"dkp":7}"# : #"{"id":\#($0)}"# }
    let table = try Table(rows.joined(separator: "\n"))
    #expect(table[.dkp]?.compactMap { $0 } == [7])
    #expect(table[.dkp]?.firstIndex(of: 7) == 1399)
  }

  @Test func aRefusalHasWhatWasLearntUntilThen() throws {
    let rejection = try #require(throws: Rejection.self) { try Table("Name;Power\nAda;5\n") }
    #expect(rejection.report?.format == nil)
    let later = try #require(throws: Rejection.self) { try Table("id;Power\n0;5\n;6\n") }
    #expect(later.report?.columns.map(\.column) == [.id, .power])
    #expect(later.report?.rows.refused == 2)
    #expect(later.problems.map(\.found) == ["0", ""])
  }

  // MARK: Lists of problems

  private func list(_ codes: [RowIssue.Code], limit: Int) -> RowIssueList {
    var list = RowIssueList(limit: limit)
    for (row, code) in codes.enumerated() {
      list.add(in: .power, RowIssue(code, row: row, column: "Power", found: "x"))
    }
    return list
  }

  @Test func listsFollowEachOtherUpToTheLimit() {
    var problems = list([.fraction, .negative], limit: 3)
    problems.append(list([.tooLarge, .abbreviated], limit: 3))
    #expect(problems.listed.map(\.code) == [.fraction, .negative, .tooLarge])
    #expect(problems.count == 4)
    #expect(problems.countByColumn == [.power: 4])
    problems.append(list([.fraction], limit: 3))
    #expect(problems.count == 5)
    #expect(problems.listed.count == 3)
  }

  @Test(arguments: RowIssue.Code.allCases)
  func everyProblemTellsWhatWasExpected(_ code: RowIssue.Code) {
    #expect(!RowIssue(code, row: 1, column: nil, found: "").expected.isEmpty)
  }

  // MARK: Places and excerpts

  @Test(arguments: [(0, 1), (1, 1), (2, 2), (4, 3), (5, 3), (6, 4), (7, 4)])
  func linesAreCountedAsAnEditorDoes(_ position: Int, _ line: Int) {
    let text = Array("a\nb\r\n\r\nc".utf8)
    #expect(text.withUnsafeBytes { LineNumber.of(min(position, text.count), in: $0) } == line)
  }

  @Test(arguments: [
    ("short", "short"), ("line\nnext", "line"), ("\nnext", "the end of a line"),
    ("", "the end of the file"),
  ])
  func anExcerptIsOneLineAndNeverEmpty(_ text: String, _ excerpt: String) {
    #expect(Array(text.utf8).withUnsafeBytes { Excerpt.text($0, from: 0) } == excerpt)
  }
}

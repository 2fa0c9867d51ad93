import Datasets
import TestSupport
import Testing

@testable import UploadReading

/// What the cells of a worksheet are read as.
@Suite struct WorkbookCellTests {
  static let header =
    #"<row r="1"><c r="A1" t="str"><v>ID</v></c><c r="B1" t="str"><v>Name</v></c>"#
    + #"<c r="C1" t="str"><v>Power</v></c></row>"#

  /// A name as it is written in a cell, and as it is meant.
  static let names: [(String, String?)] = [
    (#"<c r="B2" t="s"><v>1</v></c>"#, "Ada"),
    (#"<c r="B2" t="s"><v>2</v></c>"#, "Bo & Cy"),
    (#"<c r="B2" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>"#, " a "),
    (#"<c r="B2" t="inlineStr"><is><r><rPr><b/></rPr><t>王</t></r><r><t>者</t></r></is></c>"#, "王者"),
    (#"<c r="B2" t="inlineStr"><is><t>東</t><rPh sb="0"><t>ひがし</t></rPh></is></c>"#, "東"),
    (#"<c r="B2" t="str"><f>A1&amp;"x"</f><v>A&lt;x&#x3E;&#233;&quot;</v></c>"#, "A<x>é\""),
    (
      #"<c r="B2" t="str"><v>a_x000D_b_x005F_x0041_ _xD83D__xDE00_ _x1_</v></c>"#,
      "a\rb_x0041_ 😀 _x1_"
    ),
    ("<c r=\"B2\" t=\"str\"><v>a\r\nb</v></c>", "a\nb"),
    (#"<c r="B2" t="str"><v><![CDATA[<&amp;>]]> c<!-- - -- > --></v></c>"#, "<&amp;> c"),
    (#"<c r="B2"><v>7</v></c>"#, "7"),
    (#"<c r="B2" t="b"><v>1</v></c>"#, "TRUE"),
    (#"<c r="B2" t="e"><v>#N/A</v></c>"#, ""),
    (#"<c r="B2"><f>SUM(A1:A9)</f></c>"#, ""),
    (#"<c r='B2'  t = 'str' ><v >Ada</v ></c >"#, "Ada"),
    (#"<c r="B2" t="s"/>"#, ""),
  ]

  @Test(arguments: names.indices)
  func aNameIsReadAsItIsMeant(_ index: Int) throws {
    let (cell, name) = Self.names[index]
    let shared = "<si><t/></si><si><t>Ada</t></si><si><r><t>Bo</t></r><r><t> &amp; Cy</t></r></si>"
    let row = #"<row r="2"><c r="A2"><v>7</v></c>\#(cell)</row>"#
    let table = try Table(WrittenWorkbook(Self.header + row, sharedStrings: shared).bytes)
    #expect(table.texts(.name) == [name])
    #expect(table.problems.isEmpty)
  }

  static let numbers: [(String, Int64?, RowIssue.Code?)] = [
    ("<c><v>3355758150</v></c>", 3_355_758_150, nil),
    ("<c><v>1.36E8</v></c>", 136_000_000, nil),
    ("<c><v>32040216.0</v></c>", 32_040_216, nil),
    ("<c><v>3.355</v></c>", nil, .fraction),
    ("<c><v> 12 </v></c>", 12, nil),
    ("<c><v>-1</v></c>", nil, nil),
    ("<c><v>-5</v></c>", nil, .negative),
    ("<c><v>1E400</v></c>", nil, .tooLarge),
    ("<c><v>x</v></c>", nil, .notANumber),
    ("<c><f>1+1</f><v>2</v></c>", 2, nil),
    (#"<c t="n"><v>5</v></c>"#, 5, nil),
    (#"<c t="str"><v>3,355,758</v></c>"#, 3_355_758, nil),
    (#"<c t="str"><v>N/A</v></c>"#, nil, nil),
    (#"<c t="e"><v>#REF!</v></c>"#, nil, nil),
    ("<c/>", nil, nil),
  ]

  @Test(arguments: numbers.indices)
  func aNumberIsReadExactly(_ index: Int) throws {
    let (cell, number, problem) = Self.numbers[index]
    let row = #"<row><c><v>7</v></c><c t="str"><v>Ada</v></c>\#(cell)</row>"#
    let table = try Table(WrittenWorkbook(Self.header + row).bytes)
    #expect(table[.power] == [number])
    #expect(table.problems.listed.map(\.code) == (problem.map { [$0] } ?? []))
  }

  @Test func aTextInAnyColumnTellsHowTheFileWritesNumbers() throws {
    let rows = [["id", "power", "camp"], ["7", "3.355", "1.234.567"]]
    #expect(try Table(WrittenWorkbook(WrittenWorkbook.rows(rows)).bytes)[.power] == [3355])
    let proof = [["id", "power", "camp"], ["7", "3.000", "1,234,567"]]
    #expect(try Table(WrittenWorkbook(WrittenWorkbook.rows(proof)).bytes)[.power] == [3])
  }

  @Test func rowsAndCellsStandWhereTheySayAndElseBehindTheLast() throws {
    let rows =
      #"<row r="3"><c r="D3" t="str"><v>Power</v></c><c r="B3" t="str"><v>id</v></c></row>"#
      + #"<row r="7"><c r="B7"><v>1</v></c><c/><c><v>10</v></c></row>"#
      + #"<row><c r="D8"><v>20</v></c><c r="B8"><v>2</v></c><c r="E8"><v>1</v></c></row>"#
      + #"<row r="9" ht="15"/>"#
      + #"<row r="11"><c r="B11" t="str"><v>Total</v></c></row>"#
    let table = try Table(WrittenWorkbook(rows).bytes)
    #expect(table.ids == [1, 2])
    #expect(table[.power] == [10, 20])
    #expect(table.rowNumbers == [7, 8])
    #expect(table.report.headerRow == 3)
    #expect(table.report.rows.blank == 5)
    #expect(table.problems.listed.map(\.code) == [.tooManyCells, .unusableID])
    #expect(table.problems.listed.map(\.row) == [8, 11])
  }

  @Test func blankCellsBehindTheLastColumnSayNothing() throws {
    let blanks = #"<c t="s"><v>0</v></c><c t="str"><v> </v></c>"#
    let rows =
      Self.header + "<row><c><v>7</v></c><c/><c/>\(blanks)</row>"
      + #"<row><c><v>8</v></c><c/><c/>\#(blanks)<c t="str"><v>x</v></c></row>"#
    let table = try Table(WrittenWorkbook(rows, sharedStrings: "<si><t/></si>").bytes)
    #expect(table.ids == [7, 8])
    #expect(table.problems.listed == [RowIssue(.tooManyCells, row: 3, column: nil, found: "x")])
  }

  @Test func elementsMayHaveAPrefix() throws {
    let rows = WrittenWorkbook.rows([["id", "name"], ["7", "Ada"]])
    let prefixed = WrittenWorkbook.worksheet(rows)
      .replacing("</", with: "</x:").replacing("<", with: "<x:").replacing("<x:/x:", with: "</x:")
    let archive = WrittenWorkbook(rows).archive.changing("xl/worksheets/s0.xml") {
      $0.content = [0xEF, 0xBB, 0xBF] + Array(prefixed.utf8)
    }
    #expect(try Table(archive.bytes).texts(.name) == ["Ada"])
  }

  @Test func rowsAreTheSameInBatchesOfAnySize() throws {
    let rows = (1...50).map { [String($0), "n\($0)", String($0 * 1000)] }
    let upload = WrittenWorkbook(WrittenWorkbook.rows([["id", "name", "power"]] + rows)).bytes
    for count in [1, 7, 50, 1000] {
      var settings = ReadingSettings()
      settings.rowsPerBatch = count
      let table = try Table(upload, settings)
      #expect(table.ids == Array(1...50))
      #expect(table[.power] == (1...50).map { $0 * 1000 })
      #expect(table.texts(.name) == (1...50).map { "n\($0)" })
    }
  }
}

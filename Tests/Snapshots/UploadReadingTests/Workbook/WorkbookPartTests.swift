import Bytes
import Datasets
import TestSupport
import Testing

@testable import UploadReading

/// How the parts of a workbook refer to each other, and what is read of them.
@Suite struct WorkbookPartTests {
  private static let rows = WrittenWorkbook.rows([["id", "name"], ["7", "Ada"]])

  private func table(
    _ name: String, _ content: String, of workbook: WrittenWorkbook = WrittenWorkbook(rows)
  ) throws -> Table {
    try Table(workbook.archive.changing(name) { $0.content = Array(content.utf8) }.bytes)
  }

  private static func relationships(_ list: String) -> String {
    "<Relationships>\(list)</Relationships>"
  }

  /// Where the workbook's relations say that the sheet is.
  @Test(arguments: [
    "worksheets/s0.xml", "/xl/worksheets/s0.xml", "./worksheets/./s0.xml",
    "../xl/worksheets/s0.xml",
    "WORKSHEETS/S0.XML", "../../../xl/worksheets/s0.xml",
  ])
  func aTargetIsFoundFromWhereItIsNamed(_ target: String) throws {
    let list = "<Relationship Id='rId1' Type='x/worksheet' Target='\(target)'/>"
    let relations = Self.relationships(list)
    #expect(try table("xl/_rels/workbook.xml.rels", relations).ids == [7])
  }

  /// Relations of the workbook that lead to no sheet, and why the upload is refused.
  static let relations: [(String, String)] = [
    ("<Relationship Id='rId1' Type='x/worksheet' Target='gone.xml'/>", "no such part"),
    ("<Relationship Id='rId1' Type='x/chartsheet' Target='worksheets/s0.xml'/>", "without worksh"),
    ("<Relationship Id='other' Type='x/worksheet' Target='worksheets/s0.xml'/>", "without worksh"),
    (
      "<Relationship Id='rId1' Type='x/worksheet' Target='http://x' TargetMode='External'/>",
      "without worksh"
    ),
    ("<Relationship Id='rId1' Target='worksheets/s0.xml'/>", "without worksh"),
  ]

  @Test(arguments: relations)
  func aSheetThatIsNotThereIsNamed(_ list: String, _ found: String) throws {
    let rejection = try #require(throws: Rejection.self) {
      try table("xl/_rels/workbook.xml.rels", Self.relationships(list))
    }
    #expect(rejection.code == .damagedWorkbook)
    #expect(rejection.found.contains(found))
  }

  @Test func twoSheetsInOnePartAreDamage() throws {
    let book = "<workbook><sheets><sheet name='a' r:id='rId1'/><sheet name='b' r:id='rId1'/>"
    let rejection = try #require(throws: Rejection.self) {
      try table("xl/workbook.xml", book + "</sheets></workbook>")
    }
    #expect(rejection.found == "two sheets in one part")
    #expect(rejection.place.part == "xl/worksheets/s0.xml")
  }

  @Test(arguments: ["<sheet name='a'/>", "<sheet r:id='rId1'/>"])
  func aSheetWithoutNameIsDamage(_ sheet: String) throws {
    let rejection = try #require(throws: Rejection.self) {
      try table("xl/workbook.xml", "<workbook><sheets>\(sheet)</sheets></workbook>")
    }
    #expect(rejection.found == "a sheet without a name")
  }

  @Test func thereAreOnlySoManySheets() throws {
    let sheets = String(repeating: "<sheet name='a' r:id='rId1'/>", count: 257)
    let rejection = try #require(throws: Rejection.self) {
      try table("xl/workbook.xml", "<workbook><sheets>\(sheets)</sheets></workbook>")
    }
    #expect(rejection.code == .limitExceeded)
    #expect(rejection.found == "more than 256 sheets")
  }

  /// Shared strings as they are written, and the second of them as it is meant.
  static let strings: [(String, String)] = [
    ("<si><t>a</t></si><si><t>b</t></si>", "b"),
    ("<si/><si><r><t>b</t></r><r><t>c</t></r></si>", "bc"),
    ("<si><t/></si><si><t>b</t><rPh><t>no</t></rPh></si>", "b"),
    ("<si><t>x</t></si><si><t xml:space='preserve'> b </t></si>", " b "),
    ("<si><t>x</t></si><si><t>_x0041_&amp;&#66;</t></si>", "A&B"),
    ("<si><t>x</t></si><si><phoneticPr/><t>王</t></si>", "王"),
  ]

  @Test(arguments: strings)
  func aSharedStringIsItsRuns(_ strings: String, _ name: String) throws {
    let rows =
      WrittenWorkbook.rows([["id", "name"]])
      + "<row><c><v>7</v></c><c t='s'><v>1</v></c></row>"
    #expect(
      try Table(WrittenWorkbook(rows, sharedStrings: strings).bytes).texts(.name) == [name])
  }

  @Test func aSharedStringHasTheLimitOfACell() throws {
    var settings = ReadingSettings()
    settings.limits.cellBytes = 70
    let strings = "<si><t>\(String(repeating: "x", count: 71))</t></si>"
    let rejection = try #require(throws: Rejection.self) {
      try Table(WrittenWorkbook(Self.rows, sharedStrings: strings).bytes, settings)
    }
    #expect(rejection.code == .limitExceeded)
    #expect(rejection.found == "more than 70 bytes in shared string 0")
    #expect(rejection.place.part == "xl/sharedStrings.xml")
  }

  /// Limits that a workbook exceeds, and what its sender is told.
  static let limits: [(@Sendable (inout UploadLimits) -> Void, String)] = [
    ({ $0.partBytes = 50 }, "more than 50 bytes"),
    ({ $0.rows = 1 }, "more than 1 rows"),
    ({ $0.columns = 1 }, "2 columns"),
  ]

  @Test(arguments: limits.indices)
  func whatExceedsALimitIsRefused(_ index: Int) throws {
    let (change, found) = Self.limits[index]
    var settings = ReadingSettings()
    change(&settings.limits)
    let long = [["id", "name"], ["7", "Ada"], ["8", String(repeating: "x", count: 60)]]
    let upload = WrittenWorkbook(WrittenWorkbook.rows(long)).bytes
    let rejection = try #require(throws: Rejection.self) { try Table(upload, settings) }
    #expect(rejection.code == .limitExceeded)
    #expect(rejection.found.contains(found))
  }
}

import Bytes
import TestSupport
import Testing
import ZIP

@testable import UploadReading

/// What a ZIP archive is taken for by the names of its parts.
@Suite struct WorkbookKindTests {
  /// Judges an archive of parts with these names.
  private func check(_ parts: [WrittenArchive.Part]) throws {
    var archive = WrittenArchive()
    archive.parts = parts
    try archive.bytes.withUnsafeBytes { bytes in
      try WorkbookKind.check(try ZIPArchive(bytes), bytes, limits: UploadLimits())
    }
  }

  private func part(_ name: String, _ content: String = "") -> WrittenArchive.Part {
    .init(name: name, content: Array(content.utf8))
  }

  @Test(arguments: [
    ["_rels/.rels"], ["xl/workbook.xml"], ["_rels/.rels", "xl/workbook.xml", "mimetype"],
    ["XL/Workbook.XML"], ["_RELS/.rels", "players.csv"],
  ])
  func aWorkbookIsReadOn(names: [String]) {
    #expect(throws: Never.self) { try check(names.map { part($0) }) }
  }

  @Test(arguments: [
    ("xl/workbook.bin", "an Excel binary workbook (.xlsb)"),
    ("XL/WORKBOOK.BIN", "an Excel binary workbook (.xlsb)"),
    ("Index.zip", "an Apple Numbers document"),
    ("Index/Document.iwa", "an Apple Numbers document"),
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
  ])
  func anotherDocumentIsNamedEvenIfItLooksLikeAWorkbook(name: String, found: String) throws {
    let rejection = try #require(throws: Rejection.self) {
      try check([part("_rels/.rels"), part("xl/workbook.xml"), part(name)])
    }
    #expect(rejection.code == .unreadableFormat)
    #expect(rejection.found == found)
    #expect(rejection.expected.hasPrefix("an Excel workbook (.xlsx) or CSV"))
  }

  @Test(arguments: [
    (
      "application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet (.ods)"
    ),
    (
      "application/vnd.oasis.opendocument.text",
      "an OpenDocument file that is not a spreadsheet"
    ),
    ("application/epub+zip", "a ZIP file with mimetype in it"),
    ("", "a ZIP file with mimetype in it"),
  ])
  func anOpenDocumentSaysItsType(type: String, found: String) throws {
    let rejection = try #require(throws: Rejection.self) { try check([part("mimetype", type)]) }
    #expect(rejection.found == found)
  }

  @Test func onlySomeOfManyFilesAreNamed() throws {
    let rejection = try #require(throws: Rejection.self) {
      try check((1...12).map { part("\($0).csv") })
    }
    #expect(
      rejection.found
        == "a ZIP file of 12 files: 1.csv, 2.csv, 3.csv, 4.csv, 5.csv, 6.csv, 7.csv, 8.csv")
    #expect(rejection.expected == "one file: unpack it and upload one table")
  }

  @Test func foldersAloneAreAnEmptyArchive() throws {
    let rejection = try #require(throws: Rejection.self) { try check([part("Dir/")]) }
    #expect(rejection.found == "an empty ZIP file")
  }
}

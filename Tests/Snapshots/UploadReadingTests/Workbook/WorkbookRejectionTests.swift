import Bytes
import TestSupport
import Testing

@testable import UploadReading

/// Workbooks and archives that are not what they should be: refused by name, never believed.
@Suite struct WorkbookRejectionTests {
  static let rows = WrittenWorkbook.rows([["id", "name"], ["7", "Ada"]])
  static let sound = WrittenWorkbook(rows, sharedStrings: "<si><t>Ada</t></si>").archive
  static let sheet = "xl/worksheets/s0.xml"
  static let strings = "xl/sharedStrings.xml"

  /// A change that makes the sound archive unacceptable, and what its sender is told.
  struct Example: CustomTestStringConvertible {
    let testDescription: String
    let archive: WrittenArchive
    let part: String?
    let code: Rejection.Code

    init(
      _ name: String, _ code: Rejection.Code = .damagedWorkbook, part: String? = sheet,
      _ change: (inout WrittenArchive) -> Void
    ) {
      var archive = sound
      change(&archive)
      (testDescription, self.archive, self.part, self.code) = (name, archive, part, code)
    }

    /// A sheet with another content.
    init(_ name: String, _ code: Rejection.Code = .damagedWorkbook, sheet content: String) {
      self.init(name, code) { $0 = $0.changing(sheet) { $0.content = Array(content.utf8) } }
    }
  }

  static let archives = [
    Example("checksum") { $0 = $0.changing(sheet) { $0.checksum = 1 } },
    Example("size") { $0 = $0.changing(sheet) { $0.contentCount = 5 } },
    Example("method", .unreadableFormat) { $0 = $0.changing(sheet) { $0.method = 14 } },
    Example("no deflate data") { $0 = $0.changing(sheet) { $0.method = 8 } },
    Example("encryption", .unreadableFormat) { $0 = $0.changing(sheet) { $0.flags = 1 } },
    Example("another name") { $0 = $0.changing(sheet) { $0.ownName = "xl/worksheets/s1.xml" } },
    Example("beyond the end") { $0 = $0.changing(sheet) { $0.compressedCount = 1 << 30 } },
    Example("no size") { $0 = $0.changing(sheet) { $0.contentCount = Int(UInt32.max) } },
    Example("overlap") { $0 = $0.changing(sheet) { $0.headerStart = 10 } },
    Example("twice") { $0.parts.append($0.parts[3]) },
    Example("missing") { $0.parts.remove(at: 3) },
    Example("missing strings", part: strings) { $0.parts.remove(at: 4) },
    Example("missing workbook", part: "xl/workbook.xml") { $0.parts.remove(at: 1) },
    Example("no relations", part: "xl/_rels/workbook.xml.rels") { $0.parts.remove(at: 2) },
    Example("split", .unreadableFormat, part: nil) { $0.disk = 1 },
    Example("no directory", part: nil) { $0.directoryStart = 7 },
    Example("directory behind the end", part: nil) { $0.directoryStart = 1 << 30 },
    Example("files", .unreadableFormat, part: nil) { archive in
      archive.parts = ["a.csv", "b.csv"].map { .init(name: $0, content: [1]) }
    },
  ]

  static let contents = [
    Example("cut short", sheet: "<worksheet><sheetData><row>"),
    Example("cut in a tag", sheet: "<worksheet><sheetData"),
    Example("nothing", sheet: ""),
    Example("no element", sheet: "    "),
    Example("too many ends", sheet: "<worksheet></worksheet></worksheet>"),
    Example("document type", sheet: "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>"),
    Example(
      "unknown entity", sheet: WrittenWorkbook.worksheet("<row><c t='str'><v>&b;</v></c></row>")),
    Example("zero", sheet: WrittenWorkbook.worksheet("<row><c t='str'><v>&#0;</v></c></row>")),
    Example("UTF-16", sheet: "\u{0}<\u{0}w"),
    Example("another encoding", sheet: "<?xml version='1.0' encoding='latin1'?><worksheet/>"),
    Example("row 0", sheet: WrittenWorkbook.worksheet("<row r='0'/>")),
    Example("far row", sheet: WrittenWorkbook.worksheet("<row r='1048577'/>")),
    Example("rows in disorder", sheet: WrittenWorkbook.worksheet("<row r='3'/><row r='2'/>")),
    Example("no column", sheet: WrittenWorkbook.worksheet("<row><c r='7'><v>1</v></c></row>")),
    Example("far column", sheet: WrittenWorkbook.worksheet("<row><c r='XFE1'><v>1</v></c></row>")),
    Example(
      "a cell behind the last column",
      sheet: WrittenWorkbook.worksheet(rows + "<row><c r='XFD3'/><c t='str'><v>x</v></c></row>")),
    Example(
      "cells without an end",
      sheet: WrittenWorkbook.worksheet(
        rows + "<row>" + String(repeating: "<c/>", count: 16_385) + "</row>")),
    Example(
      "missing string",
      sheet: WrittenWorkbook.worksheet(rows + "<row><c t='s'><v>9</v></c></row>")),
    Example("no string", sheet: WrittenWorkbook.worksheet("<row><c t='s'><v>x</v></c></row>")),
    Example("long name", .limitExceeded, sheet: "<" + String(repeating: "a", count: 300_000)),
    Example(
      "long cell", .limitExceeded,
      sheet: WrittenWorkbook.worksheet(
        "<row><c t='str'><v>" + String(repeating: "a<!-- -->", count: 70_000) + "</v></c></row>")),
  ]

  @Test(arguments: archives + contents)
  func itIsRefusedByTheNameOfItsPart(_ example: Example) throws {
    #expect(throws: Never.self) { try Table(Self.sound.bytes) }
    let rejection = try #require(throws: Rejection.self) { try Table(example.archive.bytes) }
    #expect(rejection.code == example.code)
    if example.code != .limitExceeded { #expect(rejection.place.part == example.part) }
    #expect(!rejection.found.isEmpty && !rejection.expected.isEmpty)
  }

  @Test func anArchiveCutShortAnywhereIsRefused() throws {
    let bytes = Self.sound.bytes
    for count in 4..<bytes.count {
      #expect(throws: Rejection.self) { try Table(bytes[0..<count]) }
    }
  }

  @Test func aSheetWithBytesThatAreNoUTF8IsRefused() throws {
    let archive = Self.sound.changing(Self.sheet) { part in
      part.content = Array(WrittenWorkbook.worksheet(Self.rows).utf8.map { $0 == 0x41 ? 0xFF : $0 })
    }
    let rejection = try #require(throws: Rejection.self) { try Table(archive.bytes) }
    #expect(rejection.found == "characters that are not in UTF-8")
  }
}

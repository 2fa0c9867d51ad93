import Bytes
import TestSupport
import Testing
import Time

@testable import UploadReading

/// What the content of an upload says of its kingdom and its day.
@Suite struct ContentHintTests {
  /// Hints in words.
  static func words(_ hints: UploadHints) -> [String] {
    hints.kingdoms.map { "\($0.value) \($0.source)" }
      + hints.dates.map { "\($0.value) \($0.source)" }
  }

  static let uploads: [(SharedBytes, [String])] = [
    (SharedBytes("id,name\n7,Ada\n"), []),
    (
      SharedBytes("Date,Name,ID,Kingdom\n2026-01-14,Ada,7,51\n,Total,,\n14.01.2026,Bo,8,51\n"),
      [#"51 column("Kingdom")"#, #"2026-01-14 column("Date")"#]
    ),
    (
      SharedBytes("Date;ID\n2026-01-14;7\n2026-01-21;7\n"),
      [#"2026-01-14 column("Date")"#, #"2026-01-21 column("Date")"#]
    ),
    (SharedBytes("Date,ID\nsoon,7\n"), []),
    (
      SharedBytes(#"[{"id":7,"kingdom":51},{"id":8,"kingdom":"51","scan_date":"2026-01-14"}]"#),
      [#"51 column("kingdom")"#, #"2026-01-14 column("scan_date")"#]
    ),
    (
      workbook.bytes,
      [
        #"51 summarySheet("Summary")"#, "51 sheetName", #"51 column("Kingdom")"#,
        #"2026-01-14 summarySheet("Summary")"#, #"2026-01-14 column("Date")"#,
      ]
    ),
  ]

  /// A date in a workbook is a number with a format: the second one of the styles is a date's.
  static var workbook: WrittenWorkbook {
    let summary =
      "<row><c t='str'><v>Kingdom</v></c><c><v>51</v></c></row>"
      + "<row><c t='str'><v>Scan Date:</v></c></row><row><c s='1'><v>46036</v></c></row>"
    let players =
      "<row><c t='str'><v>ID</v></c><c t='str'><v>Date</v></c><c t='str'><v>Kingdom</v></c></row>"
      + "<row><c><v>7</v></c><c s='2'><v>46036.5</v></c><c><v>51</v></c></row>"
    var book = WrittenWorkbook(sheets: [
      .init(name: "Summary", rows: summary), .init(name: "51", rows: players),
    ])
    book.styles =
      #"<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy hh:mm"/></numFmts>"#
      + #"<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>"#
      + #"<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>"#
    return book
  }

  @Test(arguments: uploads.indices)
  func theContentSaysWhatItIsOf(_ index: Int) throws {
    let (upload, words) = Self.uploads[index]
    #expect(try Self.words(UploadDocument(upload).hints()) == words)
  }

  @Test(arguments: [
    ("yyyy-mm-dd", true), ("General", false), ("#,##0.00", false), ("[Red]0", false),
    ("0 \"days\"", false), ("\\d0", false), ("[$-409]d-mmm", true), ("h:mm", false), ("D", true),
  ])
  func aFormatShowsADayOrNot(_ code: String, _ isDate: Bool) {
    #expect(DateStyles.isDate(code) == isDate)
  }

  @Test func daysMayBeCountedFrom1904() throws {
    var book = Self.workbook
    book.countsFrom1904 = true
    let hints = try UploadDocument(book.bytes).hints()
    #expect(Set(hints.dates.map(\.value.description)) == ["2030-01-15"])
  }
}

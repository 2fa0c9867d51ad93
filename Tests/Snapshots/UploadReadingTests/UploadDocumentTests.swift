import Bytes
import Datasets
import TestSupport
import Testing
import Time

@testable import UploadReading

/// What is found out about an upload once serves whoever asks later.
@Suite struct UploadDocumentTests {
  static let players = WrittenWorkbook(sheets: [
    .init(name: "Summary", rows: WrittenWorkbook.rows([["Kingdom", "51"]])),
    .init(
      name: "50",
      rows: WrittenWorkbook.rows([["ID", "Date", "Power"], ["7", "2026-01-14", "5"]])),
    .init(
      name: "51",
      rows: WrittenWorkbook.rows([["ID", "Date", "Power"], ["8", "2026-01-14", "6"]])),
  ])

  static let utf16: [UInt8] = "\u{FEFF}ID\tDate\n7\t2026-01-14\n".utf16.flatMap { unit in
    [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
  }

  static let uploads: [(String, SharedBytes)] = [
    ("csv", SharedBytes("ID,Date,Power\n7,2026-01-14,5\n")),
    ("windows-1252", SharedBytes(Array("ID,Date,Name\n7,2026-01-14,Zo".utf8) + [0xEB, 0x0A])),
    ("utf-16", SharedBytes(utf16)),
    ("json", SharedBytes(#"[{"id":7,"date":"2026-01-14"},{"id":8,"kp":5}]"#)),
    ("json lines", SharedBytes("{\"id\":7,\"date\":\"2026-01-14\"}\n{\"id\":8}")),
    ("an object of several", SharedBytes(#"{"id":7,"x":[{"id":1}]}{"id":8,"date":"2026-01-14"}"#)),
    ("workbook", players.bytes),
  ]

  private static func settings(_ kingdom: Int32 = 51) throws -> ReadingSettings {
    var settings = ReadingSettings()
    settings.target = SnapshotID(
      kingdom: try #require(Kingdom(kingdom)), date: try #require(CalendarDate("2026-01-14")))
    return settings
  }

  @Test(arguments: uploads)
  func whoAskedBeforeMakesNoDifference(_ name: String, _ upload: SharedBytes) throws {
    let settings = try Self.settings()
    let asked = UploadDocument(upload, limits: settings.limits)
    _ = try asked.hints(for: settings.target?.kingdom)
    _ = SpeculativeRead(of: asked, settings: settings)
    let fresh = UploadDocument(upload, limits: settings.limits)
    let table = try Table(of: asked, settings)
    #expect(try table == Table(of: fresh, settings))
    #expect(try table == Table(of: asked, settings))
    let kingdom = settings.target?.kingdom
    #expect(try asked.hints(for: kingdom) == fresh.hints(for: kingdom))
  }

  @Test func aSheetOfAnyKingdomCanBeReadAfterAnother() throws {
    let document = UploadDocument(Self.players.bytes)
    for (kingdom, id) in [(51, 8), (50, 7), (51, 8)] as [(Int32, Int64)] {
      #expect(try Table(of: document, Self.settings(kingdom)).ids == [id])
    }
    // Nobody says whose sheet is meant.
    let rejection = try #require(throws: Rejection.self) { try document.hints() }
    #expect(rejection.code == .severalKingdoms)
  }

  @Test func whyItCannotBeReadIsTheSameForAll() throws {
    let gzip: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xCB]
    for upload in [gzip, Array("Name,Power\nx,1\n".utf8), [], [0x50, 0x4B, 3, 4]] {
      let document = UploadDocument(SharedBytes(upload))
      let first = try #require(throws: Rejection.self) { try document.hints() }
      let second = try #require(throws: Rejection.self) { try UploadProfile(of: document) }
      #expect(first.code == second.code && first.found == second.found)
      #expect(second.report?.compression == (upload == gzip ? .gzip : UploadCompression.none))
    }
  }

  @Test func theNameIsReadOnce() {
    let document = UploadDocument("id\n7\n", named: "kingdom 51 2026-01-14.csv")
    #expect(document.nameHints == UploadHints(fileName: "kingdom 51 2026-01-14.csv"))
  }
}

import Bytes
import TestSupport
import Testing

@testable import UploadReading

/// Files that are no table in text or in a workbook: named, with what to do instead.
@Suite struct UploadSignatureTests {
  static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  /// A file of an older Office program, with a stream.
  static func compound(with stream: String) -> [UInt8] {
    let name = stream.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    return compound + [UInt8](repeating: 7, count: 1144) + name + [UInt8](repeating: 0, count: 100)
  }

  static let lockFile =
    [3] + Array("Ada".utf8) + [UInt8](repeating: 0x20, count: 51) + [3, 0, 65, 0, 100, 0, 97, 0]
    + [UInt8](repeating: 0x20, count: 102)

  static let files: [([UInt8], String)] = [
    ([0x50, 0x4B, 5, 6], "empty ZIP"), ([0x50, 0x4B, 7, 8], "split ZIP"),
    (compound(with: "Workbook"), "(.xls)"), (compound(with: "Book"), "(.xls)"),
    (compound(with: "EncryptedPackage"), "password"),
    (compound(with: "WordDocument"), "older Office"),
    ([0xFF, 0xD8, 0xFF, 0xE0], "JPEG"), ([0x89, 0x50, 0x4E, 0x47, 13], "PNG"),
    (Array("GIF89a".utf8), "GIF"), ([0, 0, 0, 24] + Array("ftypheic".utf8), "photo"),
    ([0x28, 0xB5, 0x2F, 0xFD], "Zstandard"), (Array("PAR1".utf8), "Parquet"),
    (Array("BZh9".utf8), "bzip2"), (Array("7z".utf8) + [0xBC, 0xAF, 0x27, 0x1C], "7-Zip"),
    (Array("{\\rtf1".utf8), "Rich Text"), (Array("%PDF-1.7".utf8), "PDF"),
    (lockFile, "~$"), (Array("<HTML>".utf8), "web page"),
    (Array("\n<!DOCTYPE html><table>".utf8), "web page"),
    (Array("<?xml version='1.0'?>\n<?mso-application progid='Excel.Sheet'?>".utf8), "XML"),
    (Array("<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>".utf8), "Excel 2003"),
    (Array("  <?xml version='1.0'?><players/>".utf8), "XML"),
    ([0x61, 0, 0, 0x62, 0x63, 0x64, 0x65, 0x66], "binary"),
    ([0x69, 0, 0x64, 0, 10, 0, 0x31, 0], "UTF-16"),
  ]

  @Test(arguments: files.indices)
  func whatIsNoTableIsNamed(_ index: Int) throws {
    let (bytes, name) = Self.files[index]
    let rejection = try #require(throws: Rejection.self) { try Table(SharedBytes(bytes)) }
    #expect(rejection.code == .unreadableFormat)
    #expect(rejection.found.contains(name))
    #expect(rejection.expected.contains("CSV"))
  }

  /// Names of the files in an archive that is no workbook, and what it is.
  static let archives: [([String], String)] = [
    (["a.csv", "b.csv"], "a ZIP file of 2 files: a.csv, b.csv"),
    (["players.csv"], "a ZIP file with players.csv in it"),
    (["xl/workbook.bin", "_rels/.rels"], "an Excel binary workbook (.xlsb)"),
    (["Index/Document.iwa"], "an Apple Numbers document"),
    (["_rels/.rels", "word/document.xml"], "a Word document"),
  ]

  @Test(arguments: archives)
  func anArchiveThatIsNoWorkbookIsNamed(_ names: [String], _ found: String) throws {
    var archive = WrittenArchive()
    archive.parts = names.map { .init(name: $0, content: [1]) }
    let rejection = try #require(throws: Rejection.self) { try Table(archive.bytes) }
    #expect(rejection.code == .unreadableFormat)
    #expect(rejection.found == found)
    #expect(!rejection.expected.isEmpty)
  }

  @Test func anOpenDocumentIsNamed() throws {
    var archive = WrittenArchive()
    let type = "application/vnd.oasis.opendocument.spreadsheet"
    archive.parts = [.init(name: "mimetype", content: Array(type.utf8))]
    let rejection = try #require(throws: Rejection.self) { try Table(archive.bytes) }
    #expect(rejection.found == "an OpenDocument spreadsheet (.ods)")
  }
}

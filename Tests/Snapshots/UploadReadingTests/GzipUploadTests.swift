import Bytes
import Testing

@testable import UploadReading

@Suite struct GzipUploadTests {
  /// A gzip file (RFC 1952) whose one member holds the bytes as they are.
  private func gzip(_ content: [UInt8]) -> [UInt8] {
    let length = UInt16(content.count)
    let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    let block = [1] + littleEndian(length) + littleEndian(~length) + content
    return header + block + littleEndian(crc32(content)) + littleEndian(UInt32(content.count))
  }

  private func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    stride(from: 0, to: Number.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  private func crc32(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in
        sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0)
      }
    }
  }

  private func rejection(of upload: [UInt8], limits: UploadLimits = UploadLimits()) -> Rejection? {
    var settings = ReadingSettings()
    settings.limits = limits
    return #expect(throws: Rejection.self) { try Table(SharedBytes(upload), settings) }
  }

  static let csv = Array("id,name\n7,Ada\n8,Bo\n".utf8)

  @Test func aCompressedUploadIsReadAsItsContent() throws {
    for upload in [
      gzip(Self.csv), gzip(Array(Self.csv.prefix(9))) + gzip(Array(Self.csv.dropFirst(9))),
    ] {
      let table = try Table(SharedBytes(upload))
      #expect(table.ids == [7, 8])
      #expect(table.report.compression == .gzip)
    }
  }

  @Test func aDamagedFileIsNamedSo() {
    #expect(rejection(of: Array(gzip(Self.csv).dropLast(9)))?.code == .damagedCompression)
    var damaged = gzip(Self.csv)
    damaged[20] ^= 1
    #expect(rejection(of: damaged)?.code == .damagedCompression)
    #expect(rejection(of: gzip(Self.csv) + Array("more".utf8))?.code == .damagedCompression)
  }

  @Test func whatIsInACompressedFileIsLookedAtLikeAnyOther() {
    #expect(rejection(of: gzip([]))?.code == .empty)
    #expect(rejection(of: gzip(gzip(Self.csv)))?.found == "a gzip file within a gzip file")
    #expect(rejection(of: gzip(Array("%PDF-1.7".utf8)))?.code == .unreadableFormat)
  }

  @Test func aContentBeyondTheLimitIsRefused() {
    var limits = UploadLimits()
    limits.textBytes = 10
    #expect(rejection(of: gzip(Self.csv), limits: limits)?.code == .limitExceeded)
  }

  @Test func aWorkbookWithinGzipIsRead() throws {
    let workbook = WrittenWorkbook(WrittenWorkbook.rows([["id", "name"], ["7", "Ada"]])).bytes
    let table = try Table(SharedBytes(gzip(workbook.array)))
    #expect(table.ids == [7])
    #expect(table.report.compression == .gzip)
  }
}

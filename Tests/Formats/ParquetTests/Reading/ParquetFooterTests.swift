import Testing

@testable import Parquet

/// The end of a file: the footer's length and the magic bytes.
@Suite struct ParquetFooterTests {
  private func range(_ tail: [UInt8], fileByteCount: Int, limit: Int = 1_000) throws -> Range<Int> {
    var limits = ReadingLimits()
    limits.footerByteCount = limit
    return try tail.withUnsafeBytes {
      try ParquetFooter.range(fromTail: $0, fileByteCount: fileByteCount, limits: limits)
    }
  }

  private static let magic = Array("PAR1".utf8)

  @Test(arguments: [(0, 92..<92), (5, 87..<92), (88, 4..<92)])
  func theFooterEndsBeforeItsLength(length: UInt8, expected: Range<Int>) throws {
    let tail = [length, 0, 0, 0] + Self.magic
    #expect(try range(tail, fileByteCount: 100) == expected)
    // More of the file changes nothing.
    #expect(try range([9, 9, 9] + tail, fileByteCount: 100) == expected)
  }

  @Test(
    arguments: [
      ([0, 0, 0] + magic, 7, .notParquet), ([0, 0, 0, 0] + magic, 11, .notParquet),
      ([], 0, .notParquet), ([5, 0, 0, 0] + Array("PAR2".utf8), 100, .notParquet),
      ([5, 0, 0, 0] + Array("PARE".utf8), 100, .unsupported),
      ([89, 0, 0, 0] + magic, 100, .malformed),
      ([0xFF, 0xFF, 0xFF, 0xFF] + magic, 100, .malformed),
      ([0, 16, 0, 0] + magic, 100_000, .limit),
    ] as [([UInt8], Int, ParquetError.Code)])
  func anEndThatIsNone(_ tail: [UInt8], fileByteCount: Int, code: ParquetError.Code) throws {
    let error = try #require(throws: ParquetError.self) {
      try range(tail, fileByteCount: fileByteCount)
    }
    #expect(error.code == code)
  }

  @Test(arguments: [(4_096, true), (4_095, false)])
  func aFooterMayBeAsLongAsItsLimit(limit: Int, isRead: Bool) {
    let found = try? range([0, 16, 0, 0] + Self.magic, fileByteCount: 100_000, limit: limit)
    #expect(found == (isRead ? 95_896..<99_992 : nil))
  }
}

import Bytes
import Testing

@testable import Compression

@Suite struct GzipInflationTests {
  /// "hello\n" as `gzip -n` writes it.
  static let hello: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0xE7,
    0x02, 0x00, 0x20, 0x30, 0x3A, 0x36, 0x06, 0x00, 0x00, 0x00,
  ]
  /// 1000 times "a" as `gzip -9n` writes it.
  static let thousand: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0x4C, 0x1C, 0x05, 0xA3, 0x60,
    0x14, 0x0C, 0x77, 0x00, 0x00, 0x03, 0xDA, 0x38, 0x9A, 0xE8, 0x03, 0x00, 0x00,
  ]

  private func inflate(
    _ bytes: [UInt8], inflatedBytes: Int = 1 << 20, ratio: Int = 200, freeBytes: Int = 64
  ) throws(InflateError) -> String {
    var limits = InflateLimits(contentBytes: inflatedBytes, ratio: ratio)
    limits.freeBytes = freeBytes
    let content = try GzipInflation.inflate(SharedBytes(bytes), limits: limits)
    return String(decoding: content.array, as: UTF8.self)
  }

  @Test func inflatesOneMember() throws {
    #expect(GzipInflation.isGzip(SharedBytes(Self.hello)))
    #expect(try inflate(Self.hello) == "hello\n")
  }

  @Test func inflatesSeveralMembersAndPassesOverPadding() throws {
    #expect(try inflate(Self.hello + Self.hello + [0, 0, 0]) == "hello\nhello\n")
  }

  @Test func aContentOfExactlyTheLimitFits() throws {
    #expect(try inflate(Self.thousand, inflatedBytes: 1000).count == 1000)
  }

  @Test(arguments: 1..<26)
  func aFileCutShortIsNamedSo(_ length: Int) {
    #expect(throws: InflateError(.cutShort, at: length)) {
      try inflate(Array(Self.hello.prefix(length)))
    }
  }

  @Test(arguments: [0, 3, 10, 19, 23])
  func damageIsFound(_ position: Int) {
    var damaged = Self.hello
    damaged[position] ^= 0xFF
    #expect(throws: InflateError.self) { try inflate(damaged) }
  }

  @Test func whatFollowsAMemberIsAnotherOne() {
    #expect(throws: InflateError.self) { try inflate(Self.hello + [1, 2, 3]) }
  }

  @Test(arguments: [(999, 200, 1000), (1000, 10, 0), (1000, 10, 700)])
  func theContentIsBounded(_ inflatedBytes: Int, _ ratio: Int, _ freeBytes: Int) throws {
    let failure = try #require(throws: InflateError.self) {
      try inflate(
        Self.thousand, inflatedBytes: inflatedBytes, ratio: ratio, freeBytes: freeBytes)
    }
    #expect(failure.code == (inflatedBytes < 1000 ? .tooLarge : .ratioExceeded))
  }

  @Test func smallFilesMayHoldMuchForTheirSize() throws {
    #expect(try inflate(Self.thousand, ratio: 10, freeBytes: 1000).count == 1000)
  }

  @Test func limitsBeyondAnyNumberAreNoTrap() throws {
    #expect(try inflate(Self.hello, ratio: .max, freeBytes: 0) == "hello\n")
    #expect(try inflate(Self.hello, ratio: .max, freeBytes: .max) == "hello\n")
  }
}

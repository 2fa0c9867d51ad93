import Testing

@testable import Compression

@Suite struct CRC64NVMETests {
  /// The check value that the catalogue of CRCs has.
  @Test func theCheckValueIsThatOfTheCatalogue() {
    #expect(checksum(Array("123456789".utf8)) == 0xAE8B_1486_0A79_9888)
    #expect(checksum([]) == 0)
  }

  @Test(arguments: [1, 7, 8, 9, 15, 16, 17, 1000])
  func eightBytesAtATimeComeToWhatSingleBitsDo(_ count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
    var expected = UInt64.max
    for byte in bytes {
      expected ^= UInt64(byte)
      for _ in 0..<8 {
        expected = expected & 1 == 1 ? expected >> 1 ^ 0x9A6C_9329_AC4B_C9B5 : expected >> 1
      }
    }
    #expect(checksum(bytes) == ~expected)
  }

  private func checksum(_ bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBytes { CRC64NVME.checksum($0) }
  }
}

import Compression
import Testing

/// Blocks written by hand from the elements of the format description.
@Suite struct SnappyTests {
  @Test func literalsAndCopies() throws {
    let elements: [UInt8] =
      [24]  // the length of what follows
      + [3 << 2] + Array("abcd".utf8)  // a literal of 4
      + [(8 - 4) << 2 | 1, 4]  // 8 bytes from 4 back
      + [(5 - 1) << 2 | 2, 1, 0]  // 5 bytes from 1 back
      + [(7 - 1) << 2 | 3, 17, 0, 0, 0]  // 7 bytes from 17 back
    #expect(try text(elements, count: 24) == "abcdabcdabcddddddabcdabc")
  }

  @Test(arguments: [(60, [UInt8(59 << 2)]), (61, [60 << 2, 60]), (300, [61 << 2, 43, 1])])
  func literalLengths(count: Int, tag: [UInt8]) throws {
    let letters = [UInt8](repeating: UInt8(ascii: "z"), count: count)
    let preamble: [UInt8] =
      count < 128 ? [UInt8(count)] : [UInt8(count & 0x7F) | 0x80, UInt8(count >> 7)]
    #expect(try decompress(preamble + tag + letters, .snappy, count: count) == letters)
  }

  @Test(
    arguments: [
      ([4, 3 << 2, 97], "a literal longer than the block"),
      ([4, 0, 97, 1 | 0 << 2, 2], "a copy from before the start"),
      ([4, 0, 97, 1, 0], "a copy from itself"),
      ([1, 1 << 2, 97, 98], "more than the preamble says"),
      ([9, 0, 97], "less than the preamble says"),
      ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF], "a preamble without an end"),
      ([4, 63 << 2, 0xFF, 0xFF, 0xFF, 0xFF], "a literal of 4 GiB"),
      ([], "no preamble"),
    ] as [([UInt8], String)])
  func damagedBlocks(block: [UInt8], damage: String) {
    let count = Int(block.first ?? 0)
    #expect(throws: CompressionError.self, "\(damage)") {
      try decompress(block, .snappy, count: count)
    }
  }

  private func text(_ block: [UInt8], count: Int) throws -> String {
    String(decoding: try decompress(block, .snappy, count: count), as: UTF8.self)
  }
}

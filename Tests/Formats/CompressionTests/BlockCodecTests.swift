import Compression
import Testing

@Suite struct BlockCodecTests {
  /// A block with a name, because describing 200,000 bytes takes long.
  struct Block: CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]

    init(_ name: String, _ bytes: [UInt8]) {
      testDescription = name
      self.bytes = bytes
    }
  }

  static let blocks = [
    Block("nothing", []),
    Block("a byte", [7]),
    Block("a repeated text", Array("abcabcabcabcabcabcabcabcabcabcabcabc".utf8)),
    Block("zeros", Array(repeating: 0, count: 200_000)),
    Block("squares", (0..<150_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }),
    Block("noise", pseudoRandom(count: 131_073)),
    Block("rows", Array(String(repeating: "power,kill_points,100000007\n", count: 5_000).utf8)),
  ]

  static func pseudoRandom(count: Int) -> [UInt8] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
  }

  @Test(arguments: BlockCodec.allCases, blocks)
  func whatIsCompressedComesBack(codec: BlockCodec, block: Block) throws {
    let block = block.bytes
    let compressed = try compress(block, codec)
    #expect(try decompress(compressed, codec, count: block.count) == block)
    #expect(codec.maxExpansion(ofCompressed: compressed.count) >= block.count)
  }

  @Test(arguments: [BlockCodec.snappy, .gzip, .zstd])
  func repetitionShrinks(codec: BlockCodec) throws {
    let block = Array(repeating: UInt8(ascii: "x"), count: 100_000)
    #expect(try compress(block, codec).count < 6_000)
  }

  @Test(arguments: BlockCodec.allCases)
  func oneCodecServesManyBlocks(codec: BlockCodec) throws {
    let compressor = BlockCompressor()
    let decompressor = BlockDecompressor()
    for (level, block) in Self.blocks.map(\.bytes).enumerated() {
      let compressed = try compress(block, codec, level: 1 + level, compressor)
      #expect(
        try decompress(compressed, codec, count: block.count, decompressor) == block)
    }
  }

  @Test(arguments: BlockCodec.allCases)
  func aBlockOfAnotherSizeIsRefused(codec: BlockCodec) throws {
    let compressed = try compress(Array("leaderboard".utf8), codec)
    for count in [0, 10, 12] {
      #expect(throws: CompressionError.self) {
        try decompress(compressed, codec, count: count)
      }
    }
  }

  @Test(arguments: [BlockCodec.snappy, .gzip, .zstd])
  func everyTruncationIsRefused(codec: BlockCodec) throws {
    let block = Array("power,kill_points,power,kill_points,power".utf8)
    let compressed = try compress(block, codec)
    for count in 0..<compressed.count {
      #expect(throws: CompressionError.self) {
        try decompress(Array(compressed[..<count]), codec, count: block.count)
      }
    }
  }

  @Test func aDestinationUnderTheBoundIsRefused() {
    var destination = [UInt8](repeating: 0, count: 3)
    #expect(throws: CompressionError(.destinationTooSmall, codec: .zstd)) {
      try destination.withUnsafeMutableBytes { destination in
        _ = try BlockCompressor().compress(
          UnsafeRawBufferPointer(destination), with: .zstd, into: destination)
      }
    }
  }

  @Test func severalGzipMembersAreOneBlock() throws {
    let members = try compress(Array("kill".utf8), .gzip) + compress(Array("_points".utf8), .gzip)
    #expect(try decompress(members, .gzip, count: 11) == Array("kill_points".utf8))
  }
}

/// Compresses into a destination of exactly the bound.
func compress(
  _ block: [UInt8], _ codec: BlockCodec, level: Int = 1, _ compressor: BlockCompressor = .init()
) throws -> [UInt8] {
  try [UInt8](unsafeUninitializedCapacity: BlockCompressor.bound(codec, count: block.count)) {
    destination, count in
    count = try block.withUnsafeBytes {
      try compressor.compress(
        $0, with: codec, level: level, into: UnsafeMutableRawBufferPointer(destination))
    }
  }
}

@discardableResult
func decompress(
  _ block: [UInt8], _ codec: BlockCodec, count: Int, _ decompressor: BlockDecompressor = .init()
) throws -> [UInt8] {
  var result = [UInt8](repeating: 0xAA, count: count)
  try result.withUnsafeMutableBytes { destination in
    try block.withUnsafeBytes { try decompressor.decompress($0, with: codec, into: destination) }
  }
  return result
}

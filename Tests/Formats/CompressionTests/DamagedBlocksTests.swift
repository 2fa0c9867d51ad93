import Compression
import Testing

/// Blocks that are not what they should be, and what every codec promises of sound ones.
@Suite struct DamagedBlocksTests {
  private static let block = Array("power,kill_points,100000007,power,kill_points,deaths".utf8)

  /// Every byte is changed in several ways: an error or a block of the right size, and no trap.
  @Test(arguments: [BlockCodec.snappy, .gzip, .zstd])
  func aChangedByteIsAnErrorOrAnotherBlock(codec: BlockCodec) throws {
    let sound = try compress(Self.block, codec)
    let decompressor = BlockDecompressor()
    for index in sound.indices {
      for change in [1, 0x80, 0xFF] as [UInt8] {
        var changed = sound
        changed[index] ^= change
        _ = try? decompress(changed, codec, count: Self.block.count, decompressor)
      }
    }
    // The decompressor is as good as before.
    #expect(try decompress(sound, codec, count: Self.block.count, decompressor) == Self.block)
  }

  @Test(arguments: [BlockCodec.gzip, .zstd])
  func damageIsFoundByTheChecksumOrTheFormat(codec: BlockCodec) throws {
    let sound = try compress(Self.block, codec)
    let error = try #require(throws: CompressionError.self) {
      try decompress([0] + sound.dropFirst(), codec, count: Self.block.count)
    }
    #expect(error.code == .malformed && error.codec == codec)
  }

  @Test(arguments: BlockCodec.allCases, [-1, 1])
  func anotherSizeThanPromisedIsNamed(codec: BlockCodec, difference: Int) throws {
    let sound = try compress(Self.block, codec)
    let error = try #require(throws: CompressionError.self) {
      try decompress(sound, codec, count: Self.block.count + difference)
    }
    #expect(error.codec == codec)
    // What zstd cannot write it reports as it reports damage.
    if codec != .zstd || difference > 0 { #expect(error.code == .wrongSize) }
  }

  @Test(arguments: 1...9)
  func everyLevelOfGzipReadsBack(level: Int) throws {
    let compressed = try compress(Self.block, .gzip, level: level)
    #expect(compressed.starts(with: [0x1F, 0x8B, 8]))
    #expect(try decompress(compressed, .gzip, count: Self.block.count) == Self.block)
  }

  @Test(arguments: BlockCodecTests.blocks)
  func entropyAloneReadsBackToo(_ block: BlockCodecTests.Block) throws {
    let block = block.bytes
    let bound = BlockCompressor.bound(.zstd, count: block.count)
    let compressed = try [UInt8](unsafeUninitializedCapacity: bound) { destination, count in
      count = try block.withUnsafeBytes {
        try BlockCompressor().compress(
          $0, with: .zstd, zstdMode: .entropyOnly,
          into: UnsafeMutableRawBufferPointer(destination))
      }
    }
    #expect(try decompress(compressed, .zstd, count: block.count) == block)
  }

  @Test(arguments: [
    (BlockCodec.uncompressed, 10, 10), (.snappy, 10, 220), (.gzip, 10, 10_320),
    (.zstd, 10, 327_680), (.zstd, 0, 0), (.uncompressed, .max, .max), (.snappy, .max, .max),
    (.gzip, .max / 2, .max), (.zstd, .max, .max),
  ])
  func aClaimIsBoundedWithoutOverflow(codec: BlockCodec, count: Int, most: Int) {
    #expect(codec.maxExpansion(ofCompressed: count) == most)
  }
}

/// Deflate data in each of its wrappers, step by step.
@Suite struct InflateStreamTests {
  private static let bare: [UInt8] = [0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0xE7, 0x02, 0x00]
  /// "hello\n" as zlib writes it.
  private static let zlib: [UInt8] = [0x78, 0x9C] + bare + [0x08, 0x4B, 0x02, 0x1F]

  static let wrapped: [(InflateStream.Wrapper, [UInt8])] = [
    (.none, bare), (.gzip, GzipInflationTests.hello), (.gzipOrZlib, GzipInflationTests.hello),
    (.gzipOrZlib, zlib),
  ]

  /// Inflates with room for some bytes at a time.
  private func inflate(
    _ bytes: [UInt8], _ stream: InflateStream, room: Int
  ) throws -> String {
    try bytes.withUnsafeBytes { bytes in
      stream.begin(bytes)
      var content: [UInt8] = []
      while !stream.isAtEnd {
        var memory = [UInt8](repeating: 0, count: room)
        let count = try memory.withUnsafeMutableBytes { try stream.inflate(into: $0) }
        content += memory[..<count]
      }
      #expect(stream.readCount == bytes.count)
      return String(decoding: content, as: UTF8.self)
    }
  }

  @Test(arguments: wrapped.indices, [1, 2, 6, 7, 100])
  func theContentIsTheSameInStepsOfAnySize(_ index: Int, room: Int) throws {
    let (wrapper, bytes) = Self.wrapped[index]
    let stream = try InflateStream(wrapper)
    // A stream is used again.
    for _ in 0..<2 { #expect(try inflate(bytes, stream, room: room) == "hello\n") }
  }

  @Test(arguments: [
    (InflateStream.Wrapper.none, GzipInflationTests.hello), (.none, zlib), (.gzip, zlib),
    (.gzip, bare), (.gzipOrZlib, bare), (.gzipOrZlib, [0x78, 0x9C, 0xFF]),
  ])
  func anotherWrapperIsDamage(wrapper: InflateStream.Wrapper, bytes: [UInt8]) throws {
    let stream = try InflateStream(wrapper)
    let error = try #require(throws: InflateError.self) {
      _ = try inflate(bytes, stream, room: 100)
    }
    #expect(error.code == .damaged)
  }

  @Test func withoutRoomNothingIsWrittenAndNothingIsWrong() throws {
    let stream = try InflateStream(.none)
    try Self.bare.withUnsafeBytes { bytes in
      stream.begin(bytes)
      let none = UnsafeMutableRawBufferPointer(start: nil, count: 0)
      while let count = try stream.step(into: none) { try #require(count == 0) }
      #expect(!stream.isAtEnd)
      #expect(try stream.inflate(into: none) == 0)
    }
  }

  @Test(arguments: [
    (100, 10, 0, 5, 50), (100, 10, 0, 10, 100), (100, 10, 0, 11, 100), (100, 10, 7, 5, 57),
    (100, 0, 7, 5, 7), (.max, .max, 1, 2, .max), (100, .max, .max, 2, 100),
  ])
  func whatBytesMayHoldIsBoundedByBothLimits(
    content: Int, ratio: Int, free: Int, compressed: Int, most: Int
  ) throws {
    var limits = InflateLimits(contentBytes: content, ratio: ratio)
    limits.freeBytes = free
    #expect(limits.maxContent(ofCompressed: compressed) == most)
    try limits.check(contentCount: most, compressedCount: compressed)
    guard most < .max else { return }
    let error = try #require(throws: InflateError.self) {
      try limits.check(contentCount: most + 1, compressedCount: compressed)
    }
    #expect(error.code == (most == content ? .tooLarge : .ratioExceeded))
    #expect(error.offset == compressed)
  }

  /// The check value of the catalogue of CRCs, whole and in parts.
  @Test func checksumsGoOnWhereTheLastOneEnded() {
    let digits = Array("123456789".utf8)
    for cut in 0...digits.count {
      let first = digits[..<cut].withUnsafeBytes { CRC32.checksum($0) }
      let whole = digits[cut...].withUnsafeBytes { CRC32.checksum($0, after: first) }
      #expect(whole == 0xCBF4_3926)
    }
    #expect(CRC32.checksum(UnsafeRawBufferPointer(start: nil, count: 0), after: 7) == 7)
  }
}

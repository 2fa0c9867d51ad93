import TestSupport
import Testing

@testable import Parquet

/// The examples of parquet-format, Encodings.md, and what other writers make of the same values.
@Suite struct DecoderExamplesTests {
  @Test func runsAndGroupsOfTheSpecification() throws {
    // The numbers 0 to 7 packed in three bits, then a run of five 6s.
    let bytes: [UInt8] = [1 << 1 | 1, 0b1000_1000, 0b1100_0110, 0b1111_1010, 5 << 1, 6]
    #expect(try hybrid(bytes, width: 3, count: 13) == [0, 1, 2, 3, 4, 5, 6, 7, 6, 6, 6, 6, 6])
  }

  @Test func aRunMayBeLongerThanThePage() throws {
    #expect(try hybrid([200, 1, 7], width: 3, count: 2) == [7, 7])
  }

  @Test func aWidthOfZeroTakesNoBytes() throws {
    #expect(try hybrid([6], width: 0, count: 3) == [0, 0, 0])
    #expect(try hybrid([3], width: 0, count: 8) == [0, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test func theLastGroupNeedNotBeFilledUp() throws {
    #expect(try hybrid([3, 0b0010_0001], width: 4, count: 2) == [1, 2])
  }

  @Test func deltasOfTheSpecification() throws {
    #expect(try deltas([128, 1, 4, 5, 2, 2, 0, 0, 0, 0], count: 5) == [1, 2, 3, 4, 5])
    #expect(
      try deltas(
        [128, 1, 4, 8, 14, 3, 2, 0, 0, 0, 0b1100_0000, 0b0011_1111, 0, 0, 0, 0, 0, 0], count: 8)
        == [7, 5, 3, 1, 2, 3, 4, 5])
  }

  @Test func theLastMiniblockMayBeCut() throws {
    #expect(
      try deltas([128, 1, 4, 8, 14, 3, 2, 0, 0, 0, 0b1100_0000, 0b0011_1111], count: 8)
        == [7, 5, 3, 1, 2, 3, 4, 5])
  }

  @Test(
    arguments: [
      ([], "no header"),
      ([128, 1, 4, 9, 14, 3, 2], "another count"),
      ([127, 1, 4, 8, 14, 3], "blocks that are no multiple of 32"),
      ([128, 1, 0, 8, 14, 3], "no miniblocks"),
      ([128, 1, 4, 8, 14, 3, 65, 0, 0, 0], "a width of 65 bits"),
      ([128, 1, 4, 8, 14, 3, 64, 0, 0, 0, 1, 2, 3], "too few bytes"),
      ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], "an endless number"),
    ] as [([UInt8], String)])
  func damagedDeltas(bytes: [UInt8], damage: String) {
    #expect(throws: ParquetError.self, "\(damage)") { try deltas(bytes, count: 8) }
  }

  @Test(
    arguments: [
      ([], "no header"),
      ([4], "a run without its value"),
      ([4, 9], "a value with too many bits"),
      ([5, 0], "groups without their bytes"),
      ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 1], "2^63 groups"),
    ] as [([UInt8], String)])
  func damagedRuns(bytes: [UInt8], damage: String) {
    #expect(throws: ParquetError.self, "\(damage)") { try hybrid(bytes, width: 3, count: 16) }
  }

  @Test func anEmptyRunDoesNotEndThePage() throws {
    #expect(try hybrid([0, 1, 4, 2], width: 3, count: 2) == [2, 2])
  }
}

/// What encoders write, decoders read.
@Suite struct EncodingRoundTripTests {
  @Test(arguments: 1...64)
  func deltasOfEveryWidth(width: Int) throws {
    var random = SeededGenerator(seed: UInt64(width))
    for count in [1, 2, 31, 32, 33, 127, 128, 129, 130, 1_000] {
      let values = (0..<count).map { _ in
        Int64(truncatingIfNeeded: random.next() >> UInt64(64 - width))
      }
      let bytes = encoded(values) { DeltaBinaryPackedEncoder.encode($0, into: &$1) }
      #expect(try deltas(bytes, count: count) == values, "\(count) values")
    }
  }

  @Test func deltasOfExtremes() throws {
    let values: [Int64] = [.max, .min, 0, -1, .min, .max, 1]
    let bytes = encoded(values) { DeltaBinaryPackedEncoder.encode($0, into: &$1) }
    #expect(try deltas(bytes, count: values.count) == values)
  }

  @Test(arguments: 1...32)
  func runsOfEveryWidth(width: Int) throws {
    var random = SeededGenerator(seed: UInt64(width))
    for count in [1, 7, 8, 9, 64, 65, 500] {
      var values: [UInt32] = []
      while values.count < count {
        let value = UInt32(truncatingIfNeeded: random.next() >> UInt64(64 - width))
        values += Array(repeating: value, count: Int.random(in: 1...20, using: &random))
      }
      values.removeLast(values.count - count)
      let bytes = encoded(values) {
        RunLengthHybridEncoder.encode($0, width: width, into: &$1)
      }
      #expect(try hybrid(bytes, width: width, count: count) == values, "\(count) values")
    }
  }

  @Test(arguments: [1, 7, 8, 9, 31, 32, 33, 40, 41, 100, 1_000], 0..<4 as Range<UInt64>)
  func levels(count: Int, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var presence: [UInt8] = []
    while presence.count < count {
      let runLength = Int.random(in: 1...(seed == 0 ? 3 : 60), using: &random)
      presence += Array(repeating: UInt8(random.next() & 1), count: runLength)
    }
    presence.removeLast(presence.count - count)
    let bytes = encoded(presence) { DefinitionLevelEncoder.encode($0, into: &$1) }
    var decoded: [UInt8] = []
    try bytes.withUnsafeBytes { bytes in
      var cursor = ByteCursor(bytes)
      #expect(try cursor.uint32() == bytes.count - 4)
      try DefinitionLevelDecoder.decode(&cursor, into: &decoded, rowCount: count)
    }
    #expect(decoded == presence)
  }
}

func hybrid(_ bytes: [UInt8], width: Int, count: Int) throws -> [UInt32] {
  var values = [UInt32](repeating: 99, count: count)
  try bytes.withUnsafeBytes { bytes in
    var cursor = ByteCursor(bytes)
    try values.withUnsafeMutableBufferPointer {
      try RunLengthHybridDecoder.decode(&cursor, width: width, into: $0)
    }
  }
  return values
}

@discardableResult
func deltas(_ bytes: [UInt8], count: Int) throws -> [Int64] {
  var values = [Int64](repeating: 99, count: count)
  try bytes.withUnsafeBytes { bytes in
    var cursor = ByteCursor(bytes)
    try values.withUnsafeMutableBufferPointer {
      try DeltaBinaryPackedDecoder.decode(&cursor, into: $0)
    }
  }
  return values
}

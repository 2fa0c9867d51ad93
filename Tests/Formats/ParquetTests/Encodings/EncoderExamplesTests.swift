import Testing

@testable import Parquet

/// The examples of parquet-format, Encodings.md, and pages small enough to be written by hand.
@Suite struct EncoderExamplesTests {
  @Test func bitPackingTakesTheLeastSignificantBitsFirst() {
    let values: [UInt32] = [0, 1, 2, 3, 4, 5, 6, 7]
    #expect(
      encoded(values) { RunLengthHybridEncoder.encode($0, width: 3, into: &$1) }
        == [1 << 1 | 1, 0b1000_1000, 0b1100_0110, 0b1111_1010])
  }

  @Test func aRunTakesAsManyBytesAsItsWidth() {
    let values = [UInt32](repeating: 0x1FF, count: 100)
    #expect(
      encoded(values) { RunLengthHybridEncoder.encode($0, width: 9, into: &$1) }
        == [200, 1, 0xFF, 1])
  }

  @Test func theLastGroupIsFilledUp() {
    let values: [UInt32] = [1, 0, 1]
    #expect(
      encoded(values) { RunLengthHybridEncoder.encode($0, width: 1, into: &$1) }
        == [1 << 1 | 1, 0b101])
  }

  @Test func runsAndGroupsTakeTurns() {
    let values: [UInt32] = [1, 2, 3, 1, 2, 3, 1, 2] + Array(repeating: 3, count: 9) + [1]
    #expect(
      encoded(values) { RunLengthHybridEncoder.encode($0, width: 2, into: &$1) }
        == [3, 0b0111_1001, 0b1001_1110, 18, 3, 3, 1, 0])
  }

  /// "Example 1" and "Example 2" of the section on delta encoding.
  @Test func deltasOfTheSpecification() {
    let steady: [Int64] = [1, 2, 3, 4, 5]
    #expect(
      encoded(steady) { DeltaBinaryPackedEncoder.encode($0, into: &$1) }
        == [128, 1, 4, 5, 2, 2, 0, 0, 0, 0])
    let varied: [Int64] = [7, 5, 3, 1, 2, 3, 4, 5]
    #expect(
      encoded(varied) { DeltaBinaryPackedEncoder.encode($0, into: &$1) }
        == [128, 1, 4, 8, 14, 3, 2, 0, 0, 0, 0b1100_0000, 0b0011_1111, 0, 0, 0, 0, 0, 0])
  }

  @Test func deltasWrapAround() {
    let extremes: [Int32] = [.max, .min, .max]
    // Both differences fit 32 bits: 1 and, wrapped, -1.
    #expect(
      encoded(extremes) { DeltaBinaryPackedEncoder.encode($0, into: &$1) }.prefix(14)
        == [128, 1, 4, 3, 0xFE, 0xFF, 0xFF, 0xFF, 0x0F, 1, 2, 0, 0, 0])
  }

  @Test func noDeltas() {
    let none: [Int64] = []
    #expect(
      encoded(none) { DeltaBinaryPackedEncoder.encode($0, into: &$1) } == [128, 1, 4, 0, 0])
  }

  @Test(arguments: [
    (count: 9, nulls: [], bytes: [2, 0, 0, 0, 18, 1]),
    (count: 9, nulls: [0, 8], bytes: [3, 0, 0, 0, 2 << 1 | 1, 0b1111_1110, 0]),
    // 40 present rows are one run; the null after them begins a packed group.
    (count: 43, nulls: [40], bytes: [4, 0, 0, 0, 80, 1, 3, 0b110]),
  ])
  func levels(count: Int, nulls: [Int], bytes: [UInt8]) {
    let presence = (0..<count).map { nulls.contains($0) ? UInt8(0) : 1 }
    #expect(
      encoded { buffer in
        if nulls.isEmpty {
          DefinitionLevelEncoder.encode(repeating: true, count: count, into: &buffer)
        } else {
          presence.withUnsafeBufferPointer { DefinitionLevelEncoder.encode($0, into: &buffer) }
        }
      } == bytes)
  }

  @Test func plainStringsFollowTheirLengths() {
    let bytes = Array("Erdaü".utf8)
    let offsets: [UInt32] = [0, 0, 4, 6]
    #expect(
      encoded { buffer in
        bytes.withUnsafeBytes { bytes in
          offsets.withUnsafeBufferPointer { offsets in
            PlainEncoder.encode(
              ByteArrays(bytes: bytes, offsets: offsets), rows: 0..<3, presence: nil,
              into: &buffer)
          }
        }
      } == [0, 0, 0, 0, 4, 0, 0, 0] + Array("Erda".utf8) + [2, 0, 0, 0] + Array("ü".utf8))
  }

  @Test func theDictionaryKeepsTheOrderOfAppearance() {
    let values: [Int64] = [30, 10, 30, 20, 10]
    var dictionary = DictionaryEncoder()
    let presence: [UInt8] = [1, 1, 1, 0, 1]
    let isWorthwhile = values.withUnsafeBufferPointer { values in
      presence.withUnsafeBufferPointer {
        dictionary.build(values, presence: $0, maxByteCount: 64)
      }
    }
    #expect(isWorthwhile)
    #expect(dictionary.firstRows == [0, 1])
    #expect(dictionary.numbers == [0, 1, 0, 1])
  }

  @Test func aDictionaryThatGrowsTooLargeIsGivenUp() {
    let distinct = (0..<10_000).map { Int64($0) }
    var dictionary = DictionaryEncoder()
    for limit in [64, .max] {
      let isWorthwhile = distinct.withUnsafeBufferPointer {
        dictionary.build($0, presence: nil, maxByteCount: limit)
      }
      #expect(!isWorthwhile)
    }
  }
}

/// What an encoder writes into an empty buffer.
func encoded(_ encode: (inout ByteBuffer) -> Void) -> [UInt8] {
  var buffer = ByteBuffer()
  encode(&buffer)
  return Array(buffer.bytes)
}

/// What an encoder writes for some values.
func encoded<Value>(
  _ values: [Value], _ encode: (UnsafeBufferPointer<Value>, inout ByteBuffer) -> Void
) -> [UInt8] {
  encoded { buffer in values.withUnsafeBufferPointer { encode($0, &buffer) } }
}

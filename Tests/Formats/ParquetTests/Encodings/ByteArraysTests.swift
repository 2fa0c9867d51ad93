import Testing

@testable import Parquet

/// Concatenated texts by row.
@Suite struct ByteArraysTests {
  private func withArrays<Result>(
    _ bytes: [UInt8], _ offsets: [UInt32], _ body: (ByteArrays) -> Result
  ) -> Result {
    bytes.withUnsafeBytes { bytes in
      offsets.withUnsafeBufferPointer { body(ByteArrays(bytes: bytes, offsets: $0)) }
    }
  }

  private func withArrays<Result>(_ texts: [String], _ body: (ByteArrays) -> Result) -> Result {
    let offsets = texts.reduce(into: [UInt32(0)]) { offsets, text in
      offsets.append(offsets[offsets.count - 1] + UInt32(text.utf8.count))
    }
    return withArrays(texts.flatMap { Array($0.utf8) }, offsets, body)
  }

  private let texts = [
    "", "\0", "a", "a\0", "ab", "abcdefg", "abcdefgh", "abcdefghi", "b", "z", "ü", "史", "👑",
  ]

  @Test func aValueIsThatOfItsRow() {
    withArrays(texts) { values in
      #expect(values.count == texts.count)
      for (row, text) in texts.enumerated() {
        #expect(Array(values[row]) == Array(text.utf8))
      }
      #expect(values.byteCount(2..<5) == 5 && values.byteCount(4..<4) == 0)
    }
  }

  /// The texts above ascend.
  @Test func prefixesAndOrderAgree() {
    withArrays(texts) { values in
      for left in texts.indices {
        for right in texts.indices {
          #expect(values.precedes(left, right) == (left < right))
          #expect(values.areEqual(left, right) == (left == right))
          if values.prefix(left) < values.prefix(right) { #expect(left < right) }
        }
      }
    }
  }

  @Test func aPrefixIsTheFirstEightBytes() {
    withArrays(["abcdefghij", "ab", ""]) { values in
      #expect(values.prefix(0) == 0x6162_6364_6566_6768)
      #expect(values.prefix(1) == 0x6162_0000_0000_0000)
      #expect(values.prefix(2) == 0)
    }
  }

  @Test func longTextsAreComparedToTheirEnds() {
    let long = String(repeating: "x", count: 23)
    withArrays([long, long, long + "y", long + "z", "y" + long]) { values in
      #expect(values.areEqual(0, 1) && !values.areEqual(0, 2) && !values.areEqual(2, 3))
      #expect(values.precedes(0, 2) && values.precedes(2, 3) && values.precedes(3, 4))
    }
  }

  @Test(
    arguments: [
      ([0], true), ([0, 0, 5], true), ([2, 3], true), ([0, 6], false), ([3, 2, 5], false),
      ([5, 0], false), ([], false),
    ] as [([UInt32], Bool)])
  func offsetsAreSoundWithinTheBytes(_ offsets: [UInt32], isSound: Bool) {
    #expect(withArrays(Array("abcde".utf8), offsets) { $0.isSound } == isSound)
  }

  /// The lengths 0, 4 and 2 in delta encoding, then all bytes.
  @Test func lengthsStandBeforeAllBytes() {
    let encodedTexts = withArrays(["", "Erda", "ü"]) { values in
      encoded { buffer in
        var lengths = ByteBuffer()
        DeltaLengthByteArrayEncoder.encode(
          values, rows: 0..<3, presence: nil, lengths: &lengths, into: &buffer)
      }
    }
    let lengths = encoded([0, 4, 2] as [Int32]) { DeltaBinaryPackedEncoder.encode($0, into: &$1) }
    #expect(encodedTexts == lengths + Array("Erdaü".utf8))
  }

  @Test func nullsHaveNeitherLengthNorBytes() {
    let presence: [UInt8] = [1, 0, 1]
    let encodedTexts = withArrays(["", "Erda", "ü"]) { values in
      presence.withUnsafeBufferPointer { presence in
        encoded { buffer in
          var lengths = ByteBuffer()
          DeltaLengthByteArrayEncoder.encode(
            values, rows: 0..<3, presence: presence.baseAddress, lengths: &lengths,
            into: &buffer)
        }
      }
    }
    let lengths = encoded([0, 2] as [Int32]) { DeltaBinaryPackedEncoder.encode($0, into: &$1) }
    #expect(encodedTexts == lengths + Array("ü".utf8))
  }
}

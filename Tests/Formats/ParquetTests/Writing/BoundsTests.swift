import Testing

@testable import Parquet

@Suite struct BoundsTests {
  @Test(arguments: [
    // text, cut to 4 bytes: the lower bound, the upper bound
    ("abcd", "abcd", "abcd"),
    ("abcde", "abcd", "abce"),
    ("abc\u{7F}z", "abc\u{7F}", "abc\u{80}"),
    ("abüüü", "abü", "abý"),
    ("日本", "日", "旦"),
    ("abc日", "abc", "abd"),
    // No scalar value lies between U+D7FF and U+E000.
    ("\u{D7FF}xy", "\u{D7FF}x", "\u{D7FF}y"),
    ("\u{D7FF}日", "\u{D7FF}", "\u{E000}"),
    // U+10FFFF is the last one: the character before it is raised.
    ("\u{10FFFF}x", "\u{10FFFF}", "\u{10FFFF}x"),
    ("😀日", "😀", "😁"),
  ])
  func longTextsAreCut(text: String, minimum: String, maximum: String) {
    let bytes = Array(text.utf8)
    let bounds = Bounds(minimum: bytes, maximum: bytes, byteCount: 4)
    #expect(bounds.minimum == .string(minimum))
    #expect(bounds.maximum == .string(maximum))
    #expect(bounds.isMinimumExact == (minimum == text))
    #expect(bounds.isMaximumExact == (maximum == text))
  }

  @Test func theCharacterBeforeTheLastOneIsRaised() {
    let bytes = Array("a\u{10FFFF}b".utf8)
    let bounds = Bounds(minimum: bytes, maximum: bytes, byteCount: 5)
    #expect(bounds.maximum == .string("b"))
  }

  @Test func bytesThatAreNoTextAreKeptWhole() {
    let bytes: [UInt8] = [0xFF, 0xFE, 0xFD, 0xFC, 0xFB, 0xFA]
    let bounds = Bounds(minimum: bytes, maximum: bytes, byteCount: 4)
    #expect(bounds == Bounds(minimum: .bytes(bytes), maximum: .bytes(bytes)))
  }

  @Test(arguments: [
    ["b", "a", "c"],
    ["same prefix 1", "same prefix 3", "same prefix 2"],
    ["", "a", "a\u{0}"],
    ["ü", "z", "日", "😀"],
    ["12345678", "1234567", "123456789"],
    [nil, "x", nil, "w", nil],
  ])
  func textsAreOrderedByTheirBytes(texts: [String?]) {
    let expected = texts.compactMap { $0.map { Array($0.utf8) } }
      .sorted { $0.lexicographicallyPrecedes($1) }
    let bytes = texts.flatMap { Array(($0 ?? "").utf8) }
    let offsets = texts.reduce(into: [UInt32(0)]) { offsets, text in
      offsets.append(offsets[offsets.count - 1] + UInt32((text ?? "").utf8.count))
    }
    let presence = texts.map { $0 == nil ? UInt8(0) : 1 }
    let bounds = bytes.withUnsafeBytes { bytes in
      offsets.withUnsafeBufferPointer { offsets in
        presence.withUnsafeBufferPointer { presence in
          Bounds(
            ByteArrays(bytes: bytes, offsets: offsets), rows: 0..<texts.count,
            presence: presence.baseAddress, byteCount: 64)
        }
      }
    }
    #expect(bounds?.minimum == expected.first.map(ColumnValue.bytes))
    #expect(bounds?.maximum == expected.last.map(ColumnValue.bytes))
  }

  @Test func numbersHaveTheirOwnOrder() {
    let values: [Int64] = [3, -5, 256, 0]
    #expect(
      values.withUnsafeBufferPointer { Bounds($0) }
        == Bounds(minimum: .int64(-5), maximum: .int64(256)))
    #expect([Int64]().withUnsafeBufferPointer { Bounds($0) } == nil)
  }
}

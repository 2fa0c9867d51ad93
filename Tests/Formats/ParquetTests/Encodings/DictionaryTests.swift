import Testing

@testable import Parquet

/// The distinct values of a chunk in the order of their appearance.
@Suite struct DictionaryTests {
  private func build(
    _ texts: [String], maxByteCount: Int = .max, into dictionary: inout DictionaryEncoder
  ) -> Bool {
    let bytes = texts.flatMap { Array($0.utf8) }
    let offsets = texts.reduce(into: [UInt32(0)]) { offsets, text in
      offsets.append(offsets[offsets.count - 1] + UInt32(text.utf8.count))
    }
    return bytes.withUnsafeBytes { bytes in
      offsets.withUnsafeBufferPointer { offsets in
        dictionary.build(
          ByteArrays(bytes: bytes, offsets: offsets), presence: nil, maxByteCount: maxByteCount)
      }
    }
  }

  /// Texts that differ in one byte at every place, or in their length alone.
  @Test func similarTextsAreToldApart() {
    var texts = ["", "\0", "\0\0", "a", "aa"]
    for length in [7, 8, 9, 15, 16, 17, 40] {
      texts.append(String(repeating: "x", count: length))
      for place in 0..<length {
        texts.append(
          String(repeating: "x", count: place) + "y"
            + String(repeating: "x", count: length - place - 1))
      }
    }
    var dictionary = DictionaryEncoder()
    let isWorthwhile = build(texts + texts.reversed(), into: &dictionary)
    #expect(isWorthwhile)
    let numbers = Array(UInt32(0)..<UInt32(texts.count))
    #expect(dictionary.numbers == numbers + numbers.reversed())
    #expect(dictionary.firstRows == Array(0..<texts.count))
  }

  @Test(arguments: [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (256, 8), (257, 9)])
  func aNumberHasTheBitsOfTheLargest(entries: Int, width: Int) {
    var dictionary = DictionaryEncoder()
    let isWorthwhile = build((0..<entries).map { "entry \($0)" }, into: &dictionary)
    #expect(isWorthwhile && dictionary.entryCount == entries)
    #expect(dictionary.bitWidth == width)
  }

  /// Each entry takes four bytes and its text.
  @Test(arguments: [(11, false), (12, true)])
  func aDictionaryHasRoomForItsLimit(limit: Int, isWorthwhile: Bool) {
    var dictionary = DictionaryEncoder()
    let found = build(["ab", "cd", "ab"], maxByteCount: limit, into: &dictionary)
    #expect(found == isWorthwhile)
  }

  @Test func theNextChunkBeginsAnew() {
    var dictionary = DictionaryEncoder()
    let chunks = [(0..<3_000).map { "entry \($0)" }, ["b", "a", "b"]]
    for chunk in chunks {
      let isWorthwhile = build(chunk, into: &dictionary)
      #expect(isWorthwhile)
    }
    #expect(dictionary.numbers == [0, 1, 0] && dictionary.firstRows == [0, 1])
    // Nothing but nulls needs no dictionary.
    let isWorthwhile = build([], into: &dictionary)
    #expect(!isWorthwhile)
  }
}

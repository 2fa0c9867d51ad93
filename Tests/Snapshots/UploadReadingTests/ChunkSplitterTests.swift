import TestSupport
import Testing

@testable import UploadReading

@Suite struct ChunkSplitterTests {
  private func parts(
    _ text: String, of count: Int, _ quotes: ChunkSplitter.Quotes = .minded
  ) -> [String] {
    var cutter = ChunkSplitter(from: 0, quotes: quotes)
    var parts: [String] = []
    Array(text.utf8).withUnsafeBytes { bytes in
      while let part = cutter.next(count, of: bytes) {
        parts.append(String(decoding: bytes[part], as: UTF8.self))
      }
    }
    return parts
  }

  @Test func aPartHasAsManyLinesAsAreWanted() {
    #expect(parts("a\nb\nc\nd\ne", of: 2) == ["a\nb\n", "c\nd\n", "e"])
    #expect(parts("a\nb\n", of: 2) == ["a\nb\n"])
    #expect(parts("", of: 2).isEmpty)
  }

  @Test func aLineDoesNotEndWithinQuotes() {
    #expect(parts("\"a\n\"\"\n\"\nb\n", of: 1) == ["\"a\n\"\"\n\"\n", "b\n"])
    #expect(parts("\"a\nb\n", of: 1, .ignored) == ["\"a\n", "b\n"])
  }

  /// Quotes and line ends at any place of the blocks that are looked at together.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func itCutsWhereSomebodySlowWould(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let length = Int.random(in: 0...600, using: &random)
    let text = (0..<length).map { _ in
      "xxxxxx\n\n\"".randomElement(using: &random) ?? "x"
    }
    var expected: [String] = []
    var (part, lines, isQuoted) = ("", 0, false)
    for character in text {
      part.append(character)
      if character == "\"" { isQuoted.toggle() }
      if character == "\n", !isQuoted { lines += 1 }
      if lines == 3 {
        expected.append(part)
        (part, lines) = ("", 0)
      }
    }
    if !part.isEmpty { expected.append(part) }
    #expect(parts(String(text), of: 3) == expected)
  }
}

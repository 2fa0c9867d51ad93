import Bytes
import Testing
import XML

/// The tokens of a text, as the reader comes to them.
@Suite struct XMLReaderTests {
  /// A text in words: `+a` for a start, `-` for an end, characters in quotes.
  private func tokens(_ text: String) throws -> [String] {
    try tokens(of: SharedBytes(text).xmlSource)
  }

  private func tokens(of source: @escaping XMLReader.Source) throws -> [String] {
    var reader = try XMLReader(source)
    var tokens: [String] = []
    while true {
      switch try reader.next() {
      case .start:
        tokens.append("+" + String(decoding: reader.bytes(reader.name), as: UTF8.self))
      case .end: tokens.append("-\(reader.depth)")
      case .text:
        var content: [UInt8] = []
        try reader.appendText(to: &content)
        tokens.append("'" + String(decoding: content, as: UTF8.self) + "'")
      case .finished: return tokens
      }
    }
  }

  static let texts: [(String, [String])] = [
    ("<a/>", ["+a", "-0"]),
    ("<a>x</a>", ["+a", "'x'", "-0"]),
    ("<?xml version='1.0'?><!-- <b> --><a/>", ["+a", "-0"]),
    ("<p:a p:b='>'>&lt;&#65;</p:a >", ["+a", "'<A'", "-0"]),
    ("<a><![CDATA[&lt;]]>y<b/></a>", ["+a", "'&lt;'", "'y'", "+b", "-1", "-0"]),
    ("<a>1\r\n2\r3</a>", ["+a", "'1\n2\n3'", "-0"]),
    ("\u{FEFF}<a/>\n", ["+a", "-0", "'\n'"]),
  ]

  @Test(arguments: texts)
  func aTextIsItsTokens(_ text: String, _ expected: [String]) throws {
    #expect(try tokens(text) == expected)
  }

  @Test(arguments: texts)
  func howManyBytesComeAtOnceMakesNoDifference(_ text: String, _ expected: [String]) throws {
    let whole = Array(text.utf8)
    for step in 1...3 {
      var position = 0
      let source: XMLReader.Source = { memory in
        let next = whole[position...].prefix(min(step, memory.count))
        memory.copyBytes(from: next)
        position += next.count
        return next.count
      }
      #expect(try tokens(of: source) == expected)
    }
  }

  @Test func aTextLongerThanTheWindowIsReadThroughIt() throws {
    let rows = 100_000
    let text = "<a>" + String(repeating: "<b>x</b>", count: rows) + "</a>"
    var reader = try XMLReader(SharedBytes(text).xmlSource)
    var count = 0
    loop: while true {
      switch try reader.next() {
      case .start where reader.isNamed("b"): count += 1
      case .finished: break loop
      case .start, .end, .text: continue
      }
    }
    #expect(count == rows)
    #expect(reader.readCount == text.utf8.count)
  }

  @Test func plainTextIsTakenAtOnceWithTheTagsAroundIt() throws {
    var reader = try XMLReader(SharedBytes("<r><c><v>7é</v></c><c><v>a_b</v></c></r>").xmlSource)
    _ = try (reader.next(), reader.next())
    let plain = reader.takePlainText(opening: "<v>", closing: "</v></c>")
    let taken = try #require(plain)
    #expect(String(decoding: reader.bytes(taken.range), as: UTF8.self) == "7é")
    #expect(!taken.isASCII)
    #expect(reader.depth == 1)
    // What may be an escape is left to the tokens.
    _ = try reader.next()
    let escaped = reader.takePlainText(opening: "<v>", closing: "</v></c>")
    #expect(escaped == nil)
    _ = try reader.next()
    #expect(reader.isNamed("v"))
  }

  @Test func attributesAreFoundByTheirLocalNames() throws {
    var reader = try XMLReader(SharedBytes("<a r:id = \"x&amp;y\" n='2'/>").xmlSource)
    _ = try reader.next()
    #expect(reader.attribute("id") == "x&y")
    #expect(reader.attribute("n") == "2")
    #expect(reader.attribute("r") == nil)
  }

  static let faults: [(String, XMLError.Code, Int)] = [
    ("", .cutShort, 0), ("<a>", .cutShort, 3), ("<a><", .cutShort, 4), ("<a b='>", .cutShort, 7),
    ("<a><b></a>", .cutShort, 10), ("    ", .cutShort, 4), ("<a><!-- -->", .cutShort, 11),
    ("<a></a></a>", .mismatchedTag, 9), ("<a>< b></a>", .unexpected, 4),
    ("<!DOCTYPE a><a/>", .forbidden, 0), ("<a/><![CDATA[x]]>", .forbidden, 4),
    ("<a>&b;</a>", .invalidEntity, 4), ("<a>&#x110000;</a>", .invalidEntity, 4),
    ("\u{0}<\u{0}a", .otherEncoding, 0),
    ("<?xml version='1.0' encoding='latin1'?><a/>", .otherEncoding, 0),
  ]

  @Test(arguments: faults)
  func aFaultIsNamedWithItsPlace(_ text: String, _ code: XMLError.Code, _ offset: Int) throws {
    let error = try #require(throws: XMLError.self) { try tokens(text) }
    #expect(error.code == code)
    #expect(error.offset == offset)
    #expect(!error.found.isEmpty && !error.expected.isEmpty)
  }

  @Test(arguments: [[0xFF, 0xFE, 0x3C, 0], [0xFE, 0xFF, 0, 0x3C]] as [[UInt8]])
  func utf16IsNotRead(_ bytes: [UInt8]) throws {
    let error = try #require(throws: XMLError.self) {
      try XMLReader(SharedBytes(bytes).xmlSource)
    }
    #expect(error.code == .otherEncoding)
    #expect(error.found == "UTF-16")
  }

  @Test func aTokenWithoutEndIsNotKept() throws {
    let error = try #require(throws: XMLError.self) {
      try tokens("<" + String(repeating: "a", count: 300_000))
    }
    #expect(error.code == .tooLarge)
  }

  private struct Broken: Error {}

  @Test func whyTheBytesCannotBeReadIsKept() throws {
    var isFirst = true
    let error = try #require(throws: XMLError.self) {
      try tokens(of: { memory in
        guard isFirst else { throw Broken() }
        isFirst = false
        memory.copyBytes(from: Array("<abc>".utf8))
        return 5
      })
    }
    #expect(error.code == .unreadable)
    #expect(error.offset == 5)
    #expect(error.underlying is Broken)
  }
}

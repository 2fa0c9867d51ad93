import Bytes
import Testing

@testable import XML

/// Texts longer than the window, and what a text says of its encoding.
@Suite struct XMLWindowTests {
  private static let windowBytes = XMLWindow.byteCount

  /// The names and characters of a text, with the place of each name.
  private func tokens(_ text: String) throws -> [String] {
    var reader = try XMLReader(SharedBytes(text).xmlSource)
    var tokens: [String] = []
    while true {
      switch try reader.next() {
      case .start:
        let name = String(decoding: reader.bytes(reader.name), as: UTF8.self)
        tokens.append("\(name)@\(reader.offset(of: reader.name.lowerBound))")
      case .text: tokens.append(String(decoding: reader.bytes(reader.text), as: UTF8.self))
      case .end: continue
      case .finished: return tokens
      }
    }
  }

  /// Every token is cut by the end of the window at every one of its bytes.
  @Test(arguments: -40...4)
  func aTokenMayLieAcrossTheEndOfTheWindow(shift: Int) throws {
    let comment = "<!--\(String(repeating: "-", count: Self.windowBytes + shift - 10))-->"
    let text = "<r>\(comment)<el a='1'>text</el><!-- x --><![CDATA[<&]]><?i?></r>"
    let start = 3 + comment.utf8.count + 1
    #expect(try tokens(text) == ["r@1", "el@\(start)", "text", "<&"])
  }

  @Test func aTokenAsLongAsTheWindowIsReadAndALongerOneIsNot() throws {
    let longest = String(repeating: "x", count: Self.windowBytes - 1)
    #expect(try tokens("<r>\(longest)</r>") == ["r@1", longest])
    let error = try #require(throws: XMLError.self) { try tokens("<r>\(longest)xx</r>") }
    #expect(error.code == .tooLarge)
    #expect(error.offset == 3)
  }

  @Test func aCommentMayBeLongerThanTheWindow() throws {
    let long = String(repeating: "- ", count: Self.windowBytes)
    #expect(try tokens("<r><!--\(long)--><?\(long)?>x</r>") == ["r@1", "x"])
    let error = try #require(throws: XMLError.self) { try tokens("<r><!--\(long)") }
    #expect(error.code == .cutShort)
    #expect(error.offset == 7 + long.utf8.count)
  }

  @Test func finishingReadsTheRestOver() throws {
    let text = "<r><a/>" + String(repeating: "never read as XML <", count: 30_000)
    var reader = try XMLReader(SharedBytes(text).xmlSource)
    _ = try (reader.next(), reader.next())
    #expect(reader.readCount == Self.windowBytes)
    try reader.finish()
    #expect(reader.readCount == text.utf8.count)
  }

  @Test(arguments: [
    "<?xml version='1.0'?>", "<?xml version='1.0' encoding='UTF-8'?>",
    "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>",
    "<?xml encoding='US-ASCII'?>", "<?xml encoding = 'utf8' ?>", "\u{FEFF}<?xml version='1.0'?>",
    "\u{FEFF}", "", "<?xml-stylesheet href='a' type='b'?>",
  ])
  func utf8IsReadWhateverItSays(declaration: String) throws {
    let start = declaration.utf8.count + 1
    #expect(try tokens("\(declaration)<r/>") == ["r@\(start)"])
  }

  @Test(arguments: [
    ("<?xml version='1.0' encoding='ISO-8859-1'?>", "ISO-8859-1"),
    ("<?xml encoding=\"utf-16\"?>", "utf-16"), ("<?xml encoding=''?>", ""),
    ("\u{FEFF}<?xml encoding='windows-1252'?>", "windows-1252"),
  ])
  func anotherEncodingIsNamed(declaration: String, found: String) throws {
    let error = try #require(throws: XMLError.self) { try tokens("\(declaration)<r/>") }
    #expect(error.code == .otherEncoding && error.offset == 0)
    #expect(error.found == found)
  }

  /// What the cells of worksheets are usually written as, and what is left to the tokens.
  @Test(
    arguments: [
      ("<v>7</v></c>", "7"), ("<v></v></c>", ""), ("<v>a b</v></c>", "a b"), ("<v>é</v></c>", "é"),
      ("<v>&lt;</v></c>", nil), ("<v>a_b</v></c>", nil), ("<v>a\rb</v></c>", nil),
      ("<v>7</v ></c>", nil), ("<v>7</v> </c>", nil), ("<v >7</v></c>", nil),
      ("<f/><v>7</v></c>", nil),
      ("<v>7<!-- --></v></c>", nil), ("<v/></c>", nil), ("</c>", nil), ("<v>7", nil),
    ] as [(String, String?)])
  func plainTextIsTakenOrNothingIs(rest: String, text: String?) throws {
    var reader = try XMLReader(SharedBytes("<r><c>\(rest)<d/></r>").xmlSource)
    _ = try (reader.next(), reader.next())
    let taken = reader.takePlainText(opening: "<v>", closing: "</v></c>")
    let found = taken.map { String(decoding: reader.bytes($0.range), as: UTF8.self) }
    #expect(found == text)
    #expect(reader.depth == (text == nil ? 2 : 1))
    if let taken, let text {
      #expect(taken.isASCII == text.utf8.allSatisfy { $0 < 0x80 })
      _ = try reader.next()
      #expect(reader.isNamed("d"))
    }
  }

  @Test func anEmptyElementHasNoPlainText() throws {
    var reader = try XMLReader(SharedBytes("<r><c/><v>7</v></c></r>").xmlSource)
    _ = try (reader.next(), reader.next())
    let taken = reader.takePlainText(opening: "<v>", closing: "</v></c>")
    #expect(taken == nil)
  }
}

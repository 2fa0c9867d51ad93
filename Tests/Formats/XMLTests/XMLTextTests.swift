import Testing
import XML

/// Characters and attributes as they are written, and as they are meant.
@Suite struct XMLTextTests {
  private func append(_ written: String) -> (text: String, fault: Int?) {
    var bytes = Array("+".utf8)
    let fault = Array(written.utf8).withUnsafeBytes { XMLText.append($0, to: &bytes) }
    return (String(decoding: bytes, as: UTF8.self), fault)
  }

  @Test(arguments: [
    ("", ""), ("plain", "plain"), ("é王👑", "é王👑"), ("&amp;", "&"), ("&lt;&gt;", "<>"),
    ("&quot;&apos;", "\"'"), ("a&amp;b&amp;c", "a&b&c"), ("&amp;amp;", "&amp;"),
    ("&#65;", "A"), ("&#x41;", "A"), ("&#x1f451;", "👑"), ("&#x1F451;", "👑"),
    ("&#1114111;", "\u{10FFFF}"), ("&#xD7FF;&#xE000;", "\u{D7FF}\u{E000}"), ("&#13;", "\r"),
    // Line ends are one character, however they are written.
    ("\r\n", "\n"), ("\r", "\n"), ("\n", "\n"), ("\r\r\n\n", "\n\n\n"), ("a\r", "a\n"),
    ("\n\r", "\n\n"),
    // Zeros may stand before the digits, up to a length.
    ("&#0000000000065;", "A"), ("&#x000000000041;", "A"),
  ])
  func referencesAndLineEndsAreResolved(written: String, meant: String) {
    let (text, fault) = append(written)
    #expect(text == "+\(meant)")
    #expect(fault == nil)
  }

  @Test(arguments: [
    ("&", 1), ("a&", 2), ("&;", 1), ("& amp;", 1), ("&amp", 1), ("&AMP;", 1), ("&nbsp;", 1),
    ("x&lt;&copy;", 6), ("&#;", 1), ("&#x;", 1), ("&#xG;", 1), ("&#X41;", 1), ("&#0;", 1),
    ("&#x0;", 1), ("&#-65;", 1), ("&#+65;", 1), ("&#x+41;", 1), ("&# 65;", 1), ("&#65", 1),
    ("&#xD800;", 1), ("&#xDFFF;", 1), ("&#x110000;", 1), ("&#4294967361;", 1), ("&#٦٥;", 1),
    ("&#000000000000065;", 1),
  ])
  func anUndefinedReferenceIsNamedByItsPlace(written: String, place: Int) {
    #expect(append(written).fault == place)
  }

  private func attributes(_ written: String) -> [String] {
    Array(written.utf8).withUnsafeBytes { bytes in
      XMLAttributes(bytes).map { "\($0.name)=\($0.value)" }
    }
  }

  @Test(arguments: [
    ("", []), (" ", []), ("a='1'", ["a=1"]), (" a=\"1\"  b='2' ", ["a=1", "b=2"]),
    ("a = '1'\n\tb\r=\r\"2\"", ["a=1", "b=2"]), ("a=''", ["a="]), ("a='\"'", ["a=\""]),
    ("a=\"'\"", ["a='"]), ("x:a='1'", ["a=1"]), ("a='&lt;&#65;'", ["a=<A"]), ("a='>'", ["a=>"]),
    ("a='1'b='2'", ["a=1", "b=2"]), ("é='王'", ["é=王"]), ("a='1' a='2'", ["a=1", "a=2"]),
    // The first malformed one ends them.
    ("a", []), ("a=", []), ("a=1", []), ("a='1", []), ("a='1' b", ["a=1"]),
    ("a='1' b=2 c='3'", ["a=1"]),
  ])
  func attributesComeOneAfterTheOther(written: String, expected: [String]) {
    #expect(attributes(written) == expected)
  }

  @Test func theFirstOfEqualAttributesCounts() throws {
    let text = Array("<a b='1' x:b='2' c='3'/>".utf8)
    var position = 0
    var reader = try XMLReader { memory in
      let rest = text[position...].prefix(memory.count)
      memory.copyBytes(from: rest)
      position += rest.count
      return rest.count
    }
    _ = try reader.next()
    #expect(reader.attribute("b") == "1" && reader.attribute("c") == "3")
    #expect(reader.attribute("d") == nil && reader.attribute("") == nil)
  }
}

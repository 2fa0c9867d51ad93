import JSON
import Testing

@Suite struct JSONWriterTests {
  @Test func membersAndElementsAreParted() {
    var json = JSONWriter()
    json.object {
      $0.member("kingdom", 51)
      $0.member("final", true)
      $0.member("cursor", nil as String?)
      $0.array("dates") { dates in
        dates.value("2026-01-19")
        dates.value("2026-01-26")
        dates.object { _ in }
        dates.null()
      }
      $0.object("empty") { _ in }
    }
    #expect(
      json.text
        == #"{"kingdom":51,"final":true,"cursor":null,"dates":["2026-01-19","2026-01-26",{},null],"empty":{}}"#
    )
  }

  @Test(arguments: [
    ("plain", #""plain""#), (#"A"S"#, #""A\"S""#), (#"a\b"#, #""a\\b""#),
    ("a\nb\tc\r", #""a\nb\tc\r""#),
    ("\u{0}\u{1F}\u{7F}", #""\u0000\u001f\u007f""#), ("名前 🏰", "\"名前 🏰\""), ("<AB>&", "\"<AB>&\""),
  ])
  func textIsEscaped(_ text: String, json: String) {
    var writer = JSONWriter()
    writer.value(text)
    #expect(writer.text == json)
  }

  @Test func aTextThatIsJSONAlreadyIsPlacedAsItIs() {
    var json = JSONWriter()
    json.array {
      $0.raw(Array("[1]".utf8))
      $0.value(Int64.min)
    }
    #expect(json.text == "[[1],-9223372036854775808]")
  }
}

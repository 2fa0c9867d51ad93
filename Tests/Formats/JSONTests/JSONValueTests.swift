import JSON
import Testing

@Suite struct JSONValueTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8))
  }

  @Test func parsesADocument() throws {
    let document = try parse(
      #" {"Records":[{"s3":{"key":"a%2Fb","size":1024}},null,true],"Records2":-1.5e3} "#)
    let first = try #require(document["Records"]?.elements?.first)
    #expect(first["s3"]?["key"]?.string == "a%2Fb")
    #expect(first["s3"]?["size"]?.integer == 1024)
    #expect(document["Records"]?.elements?[1] == .null)
    #expect(document["Records"]?.elements?[2].bool == true)
    #expect(document["Records2"] == .number("-1.5e3"))
    #expect(document["Records2"]?.integer == nil)
    #expect(document["absent"] == nil)
  }

  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\u20AC""#, "é€"),
    (#""\ud83d\udc51!""#, "👑!"), (#""\u0000""#, "\0"), ("\"Ω👑\"", "Ω👑"),
  ])
  func resolvesEscapes(_ text: String, _ expected: String) throws {
    #expect(try parse(text).string == expected)
  }

  /// Two texts that differ in them would be the same otherwise.
  @Test(arguments: [
    #""\ud83d""#, #""\ud83dx""#, #""\udc51\ud83d""#, #""\ud83d\u0041""#, #"{"a\udc51":1}"#,
  ])
  func halvesOfSurrogatePairsAreNoText(_ text: String) {
    let error = #expect(throws: JSONError.self) { try parse(text) }
    #expect(error?.expected == "both halves of a surrogate pair")
  }

  @Test func whatTheWriterWritesIsParsedAgain() throws {
    var writer = JSONWriter()
    let hard = (0..<0x80).map { String(Unicode.Scalar(UInt8($0))) }.joined() + "é👑"
    writer.object {
      $0.member("text", hard)
      $0.array("numbers") { $0.value(Int64.min) }
    }
    let value = try JSONValue(parsing: writer.utf8)
    #expect(
      value
        == .object([("text", .string(hard)), ("numbers", .array([.number("\(Int64.min)")]))]))
  }

  @Test(arguments: ["1 2", "{}x", "[1", "", "\u{FEFF}1"])
  func refusesWhatIsNotOneValue(_ text: String) {
    #expect(throws: JSONError.self) { try parse(text) }
  }

  @Test func limitsAreKept() throws {
    let text = Array("[[1]]".utf8)
    #expect(
      try JSONValue(parsing: text, byteLimit: 5, depthLimit: 2) == .array([.array([.number("1")])]))
    #expect(throws: JSONError.self) { try JSONValue(parsing: text, byteLimit: 4) }
    #expect(throws: JSONError.self) { try JSONValue(parsing: text, depthLimit: 1) }
    #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
  }
}

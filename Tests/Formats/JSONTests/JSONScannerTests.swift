import JSON
import Testing

@Suite struct JSONScannerTests {
  /// The tokens of a text in one line, strings as they are written.
  private func tokens(_ text: String, depthLimit: Int = 32) throws(JSONError) -> String {
    try Array(text.utf8).withUnsafeBytes { text in
      Result { () throws(JSONError) in
        var scanner = JSONScanner(text, depthLimit: depthLimit)
        var tokens: [String] = []
        while true {
          let token = try scanner.next()
          if token == .end { return tokens.joined(separator: " ") }
          tokens.append(Self.name(of: token, in: text))
        }
      }
    }.get()
  }

  private static func name(of token: JSONToken, in text: UnsafeRawBufferPointer) -> String {
    let written = { (range: Range<Int>) in String(decoding: text[range], as: UTF8.self) }
    return switch token {
    case .beginObject: "{"
    case .endObject: "}"
    case .beginArray: "["
    case .endArray: "]"
    case .key(let key): written(key.range) + ":"
    case .string(let string): "'" + written(string.range) + (string.hasEscapes ? "'e" : "'")
    case .number(let range): written(range)
    case .bool(let flag, _): "\(flag)"
    case .null: "null"
    case .end: ""
    }
  }

  @Test(arguments: [
    ("{}", "{ }"), (" [ ] ", "[ ]"), ("null", "null"), ("-0.5E+3", "-0.5E+3"),
    (
      #"{"a":1,"b":[true,false,null,"x"],"c":{"d":{}}}"#,
      "{ a: 1 b: [ true false null 'x' ] c: { d: { } } }"
    ),
    (#""a\"b\\""#, #"'a\"b\\'e"#), (#""""#, "''"), ("[0,-1,10]", "[ 0 -1 10 ]"),
    ("[[[1]],[]]", "[ [ [ 1 ] ] [ ] ]"), (#""0123456789 0123456789""#, "'0123456789 0123456789'"),
  ])
  func scansValues(_ text: String, _ expected: String) throws {
    #expect(try tokens(text) == expected)
  }

  @Test(arguments: [
    ("", JSONError.Code.cutShort, 0), ("[", .cutShort, 1), ("[1", .cutShort, 2),
    ("{", .cutShort, 1),
    (#"{"a"#, .cutShort, 1), (#"{"a""#, .cutShort, 4), (#"{"a":"#, .cutShort, 5),
    (#""a\"#, .cutShort, 2), ("-", .cutShort, 1), ("1.", .cutShort, 2), ("1e", .cutShort, 2),
    ("[1,]", .unexpected, 3), ("[,1]", .unexpected, 1), ("[1 2]", .unexpected, 3),
    ("{1:2}", .unexpected, 1), (#"{"a" 1}"#, .unexpected, 5), (#"{"a":1,}"#, .unexpected, 7),
    (#"{"a":}"#, .unexpected, 5), ("[1}", .unexpected, 2), (#"{"a":1]"#, .unexpected, 6),
    ("tru", .unexpected, 0), ("NaN", .unexpected, 0), ("'a'", .unexpected, 0),
    ("+1", .unexpected, 0),
    (".5", .unexpected, 0), ("[01]", .unexpected, 2), ("-x", .invalidNumber, 1),
    ("1.x", .invalidNumber, 2), ("1e+x", .invalidNumber, 3), (#""\x""#, .invalidEscape, 1),
    (#""\u12g4""#, .invalidEscape, 1), (#""\u12"#, .invalidEscape, 1),
    ("\"a\nb\"", .controlCharacter, 2), ("\"0123456789\u{1}\"", .controlCharacter, 11),
    ("[[[[1]]]]", .tooDeep, 3),
  ])
  func anErrorHasItsPlace(_ text: String, _ code: JSONError.Code, _ offset: Int) throws {
    let error = try #require(throws: JSONError.self) { try tokens(text, depthLimit: 3) }
    #expect(error.code == code)
    #expect(error.offset == offset)
    #expect(!error.expected.isEmpty)
  }

  @Test func aMillionLevelsAreTooDeepAndNothingWorse() {
    for text in [
      String(repeating: "[", count: 1_000_000), String(repeating: #"{"":"#, count: 99_999),
    ] {
      #expect(throws: JSONError.self) { try tokens(text, depthLimit: .max) }
    }
  }

  @Test func everyControlCharacterAndEveryQuoteIsFoundAtEveryPlaceInAWord() throws {
    for place in 0..<20 {
      let padding = String(repeating: "é", count: place)
      #expect(try tokens("\"\(padding)\"") == "'\(padding)'")
      for control in 0..<0x20 as Range<UInt8> {
        let text = "\"\(padding)\(Character(Unicode.Scalar(control)))\""
        #expect(throws: JSONError.self) { try tokens(text) }
      }
    }
  }

  @Test func valuesAreSkippedWhole() throws {
    let text = Array(#"{"a":[1,{"b":[2]}],"c":3,"d":"x"}"#.utf8)
    let keys = try text.withUnsafeBytes { text in
      var scanner = JSONScanner(text)
      var keys: [String] = []
      while case let token = try scanner.next(), token != .end {
        guard case .key(let key) = token else { continue }
        keys.append(String(decoding: text[key.range], as: UTF8.self))
        try scanner.skipValue()
      }
      return keys
    }
    #expect(keys == ["a", "c", "d"])
  }

  @Test func aSequenceIsScannedOneValueAfterTheOther() throws {
    let text = Array(#"{"a":1} 2 [3]"#.utf8)
    let ends = try text.withUnsafeBytes { text in
      var position = 0
      var ends: [Int] = []
      while position < text.count {
        var scanner = JSONScanner(text, at: position)
        while try scanner.next() != .end {}
        position = scanner.position
        ends.append(position)
      }
      return ends
    }
    #expect(ends == [7, 9, 13])
  }

  @Test func nanIsNoJSONUnlessItIsAskedFor() throws {
    #expect(throws: JSONError.self) { try tokens("[NaN]") }
    let found = try Array("[NaN,1]".utf8).withUnsafeBytes { text throws in
      var scanner = JSONScanner(text, readsNaN: true)
      return [try scanner.next(), try scanner.next(), try scanner.next()]
    }
    #expect(found == [.beginArray, .null, .number(5..<6)])
  }
}

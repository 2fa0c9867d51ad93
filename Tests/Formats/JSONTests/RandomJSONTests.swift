import JSON
import TestSupport
import Testing

/// Values that are written in any of the ways of JSON, and read again.
@Suite struct RandomJSONTests {
  private var random = SeededGenerator(seed: 0)

  private mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: choices.indices, using: &random)]
  }

  private mutating func blanks() -> String { pick(["", "", " ", "\n", "\t\r\n  "]) }

  /// A text and one way to write it.
  private mutating func text() -> (meant: String, written: String) {
    let parts = (0..<Int.random(in: 0...9, using: &random)).map { _ in
      pick([
        ("a", "a"), ("\"", #"\""#), ("\\", #"\\"#), ("/", #"\/"#), ("/", "/"), ("\n", #"\n"#),
        ("\u{8}", #"\b"#), ("\u{C}", #"\u000c"#), ("é", "é"), ("é", #"\u00E9"#), ("王", "王"),
        ("👑", #"\uD83D\uDC51"#), ("👑", "👑"), ("\u{7F}", "\u{7F}"), ("\u{0}", #"\u0000"#),
        ("eight bytes", "eight bytes"),
      ])
    }
    return (parts.map(\.0).joined(), "\"\(parts.map(\.1).joined())\"")
  }

  private mutating func value(depth: Int) -> (meant: JSONValue, written: String) {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
    case 0: return (.null, "null")
    case 1: return (.bool(true), "true")
    case 2: return (.bool(false), "false")
    case 3:
      let number = pick(["0", "-0", "12", "-3.50", "1e9", "0.1E-7", "9223372036854775807"])
      return (.number(number), number)
    case 4:
      let text = text()
      return (.string(text.meant), text.written)
    case 5:
      let elements = (0..<Int.random(in: 0...4, using: &random)).map { _ in
        value(depth: depth - 1)
      }
      let written = elements.map { "\(blanks())\($0.written)\(blanks())" }
      return (.array(elements.map(\.meant)), "[\(written.joined(separator: ","))\(blanks())]")
    default:
      let members = (0..<Int.random(in: 0...4, using: &random)).map { _ in
        (text(), value(depth: depth - 1))
      }
      let written = members.map { key, value in
        "\(blanks())\(key.written)\(blanks()):\(blanks())\(value.written)\(blanks())"
      }
      return (
        .object(members.map { ($0.meant, $1.meant) }), "{\(written.joined(separator: ","))}"
      )
    }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func aValueIsReadAsItWasMeant(seed: UInt64) throws {
    var writer = self
    writer.random = SeededGenerator(seed: seed)
    let (meant, written) = writer.value(depth: 6)
    let text = "\(writer.blanks())\(written)\(writer.blanks())"
    #expect(try JSONValue(parsing: Array(text.utf8)) == meant, "\(text)")
    // Any beginning of it is an error, unless it is a shorter number.
    let bytes = Array(written.utf8)
    guard case .number = meant else {
      for end in [0, bytes.count / 2, bytes.count - 1] {
        #expect(throws: JSONError.self) { try JSONValue(parsing: Array(bytes[..<end])) }
      }
      return
    }
  }

  @Test(arguments: 300..<400 as Range<UInt64>)
  func whatIsWrittenIsReadAgain(seed: UInt64) throws {
    var generator = self
    generator.random = SeededGenerator(seed: seed)
    let meant = generator.value(depth: 6).meant
    var json = JSONWriter()
    json.value(meant)
    #expect(try JSONValue(parsing: json.utf8) == meant)
    #expect(!json.text.contains { $0.isNewline })
  }
}

/// What may come next in each place of a text.
@Suite struct JSONStateTests {
  /// A beginning of a text, by what it leads to, and the characters that may follow.
  static let states: [(place: String, text: String, allowed: String)] = [
    ("the beginning", "", "{[\"-0tfn"), ("an array's beginning", "[", "{[\"-0tfn]"),
    ("an object's beginning", "{", "\"}"), ("behind an element", "[null", ",]"),
    ("behind a comma", "[1,", "{[\"-0tfn"), ("behind a name", "{\"a\"", ":"),
    ("behind a colon", "{\"a\":", "{[\"-0tfn"), ("behind a member", "{\"a\":\"b\"", ",}"),
    ("behind a member's comma", "{\"a\":null,", "\""), ("behind a closed array", "[[]", ",]"),
    ("behind a closed object", "[{}", ",]"), ("deeper", "{\"a\":[{\"b\":[]", ",}"),
  ]

  /// A sound rest for each character.
  static let rests: [Character: String] = [
    "{": "{}", "[": "[]", "\"": "\"x\"", "-": "-1", "0": "0", "t": "true", "f": "false",
    "n": "null", "]": "]", "}": "}", ",": ",", ":": ":",
  ]

  /// Scans a text; whether its error, if any, is at its end.
  private func isSound(_ text: String) -> Bool {
    Array(text.utf8).withUnsafeBytes { bytes in
      var scanner = JSONScanner(bytes)
      do throws(JSONError) {
        while try scanner.next() != .end {}
        return scanner.position == bytes.count
      } catch {
        return error.code == .cutShort
      }
    }
  }

  @Test(arguments: states.indices)
  func onlySomeCharactersMayFollow(_ index: Int) {
    let (place, text, allowed) = Self.states[index]
    for (character, rest) in Self.rests {
      for blank in ["", " ", "\r\n\t"] {
        #expect(
          isSound("\(text)\(blank)\(rest)") == allowed.contains(character),
          "\(character) at \(place)")
      }
    }
    for other in ["'", "x", "T", "N", "+", ".", "/", "\\", "#", "\u{A0}", "é", "\u{0}"] {
      #expect(!isSound("\(text)\(other)"), "\(other) at \(place)")
    }
  }

  @Test(arguments: [
    ("[1,2,3]", 0, "end"), (#"[[1,[2]],3]"#, 1, "3"), (#"{"a":[1,{"b":2}],"c":3}"#, 1, "key"),
    (#"[{"a":{"b":[1]}},7]"#, 1, "7"), (#"[[],7]"#, 1, "7"),
  ])
  func theRestOfAContainerIsSkipped(text: String, skipped: Int, next: String) throws {
    let token = try Array(text.utf8).withUnsafeBytes { bytes throws in
      var scanner = JSONScanner(bytes)
      for _ in 0...skipped { _ = try scanner.next() }
      try scanner.skipValue()
      return (try scanner.next(), bytes)
    }
    switch (token.0, next) {
    case (.end, "end"), (.key, "key"): break
    case (.number(let range), _):
      #expect(text.utf8.dropFirst(range.lowerBound).first == next.utf8.first)
    default: Issue.record("\(token.0)")
    }
  }

  @Test func aScanGoesOnBehindAnArrayThatOthersRead() throws {
    let text = Array(#"{"a":[1,2,3],"b":4}"#.utf8)
    try text.withUnsafeBytes { bytes throws in
      var scanner = JSONScanner(bytes)
      _ = try (scanner.next(), scanner.next(), scanner.next())
      let nesting = scanner.nesting
      #expect(scanner.depth == 2)
      // Read somewhere else, up to its bracket.
      var other = JSONScanner(bytes)
      other.resume(afterArrayEndingAt: 12, in: nesting)
      #expect(other.depth == 1)
      guard case .key(let key) = try other.next() else {
        Issue.record("no key")
        return
      }
      #expect(String(decoding: bytes[key.range], as: UTF8.self) == "b")
      #expect(try other.next() == .number(17..<18))
      #expect(try other.next() == .endObject && other.next() == .end)
    }
  }

  @Test func theDeepestTextThatAnyLimitAllows() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    for limit in [1, 32, 64] {
      #expect(throws: Never.self) { try JSONValue(parsing: nested(limit), depthLimit: limit) }
      let error = try #require(throws: JSONError.self) {
        try JSONValue(parsing: nested(limit + 1), depthLimit: limit)
      }
      #expect(error.code == .tooDeep && error.offset == limit)
    }
    #expect(throws: JSONError.self) { try JSONValue(parsing: nested(65), depthLimit: .max) }
  }
}

/// What a value is asked for, and what it says of another kind.
@Suite struct JSONAccessTests {
  @Test(
    arguments: [
      ("null", nil, nil, nil, nil), ("true", nil, true, nil, nil), ("7", nil, nil, 7, nil),
      ("-7", nil, nil, -7, nil), ("\"7\"", "7", nil, nil, nil), ("[7]", nil, nil, nil, 1),
      ("[]", nil, nil, nil, 0), ("{}", nil, nil, nil, nil), ("7.0", nil, nil, nil, nil),
      ("7e0", nil, nil, nil, nil), ("9223372036854775807", nil, nil, Int64.max, nil),
      ("9223372036854775808", nil, nil, nil, nil), ("-0", nil, nil, 0, nil),
    ] as [(String, String?, Bool?, Int64?, Int?)])
  func aValueIsOfOneKind(
    text: String, string: String?, bool: Bool?, integer: Int64?, count: Int?
  ) throws {
    let value = try JSONValue(parsing: Array(text.utf8))
    #expect(value.string == string && value.bool == bool && value.integer == integer)
    #expect(value.elements?.count == count)
    #expect(value["a"] == nil)
  }

  @Test func theLastOfRepeatedMembersCounts() throws {
    let value = try JSONValue(parsing: Array(#"{"a":1,"b":2,"a":3}"#.utf8))
    #expect(value["a"]?.integer == 3)
    #expect(value == .object([("a", .number("1")), ("b", .number("2")), ("a", .number("3"))]))
    #expect(value != .object([("b", .number("2")), ("a", .number("1")), ("a", .number("3"))]))
  }

  @Test func integersOfAnyWidthAndMissingOnesAreMembers() {
    var json = JSONWriter()
    json.object {
      $0.member("a", UInt64.max)
      $0.member("b", Int8(-1))
      $0.member("c", nil as Int?)
      $0.member("d", 5 as Int?)
      $0.member("e", "x" as String?)
      $0.key("f\"\n")
      $0.raw(Array("{}".utf8))
      $0.array("g") { _ in }
      $0.array("h") { $0.array { $0.value(false) } }
    }
    #expect(
      json.text == #"{"a":18446744073709551615,"b":-1,"c":null,"d":5,"e":"x","f\"\n":{},"#
        + #""g":[],"h":[[false]]}"#)
  }
}

/// Scans one JSON value (RFC 8259) token by token, without copies and recursion.
///
/// The text is borrowed and must be valid UTF-8, which is not checked here. The scanner stops after
/// the value, so that values in a sequence can be scanned one after the other.
package struct JSONScanner {
  /// The deepest nesting that any limit allows.
  package static let maxDepth = 64

  /// The tokens that may come next.
  private enum State {
    case value, firstElement, firstKey, key, afterValue, complete
  }

  private let text: UnsafeRawBufferPointer
  private let depthLimit: Int
  private let readsNaN: Bool
  /// The position of the next unscanned byte.
  package private(set) var position: Int
  /// The number of open arrays and objects.
  package private(set) var depth = 0
  /// One bit per open container, the innermost lowest: 1 for an object.
  private var objects: UInt64 = 0
  private var state = State.value

  /// - Parameters:
  ///   - depthLimit: at most `maxDepth`.
  ///   - readsNaN: whether the word `NaN` counts as null. It is not JSON, but Python writes it for
  ///     a missing number by default.
  package init(
    _ text: UnsafeRawBufferPointer, at start: Int = 0, depthLimit: Int = 32, readsNaN: Bool = false
  ) {
    self.text = text
    self.readsNaN = readsNaN
    self.depthLimit = min(depthLimit, Self.maxDepth)
    position = start
  }

  /// The next token; `.end` once the value is complete.
  @inline(__always)
  package mutating func next() throws(JSONError) -> JSONToken {
    if state == .complete { return .end }
    skipBlanks()
    guard position < text.count else {
      throw JSONError(.cutShort, at: position, expected: expectation)
    }
    switch state {
    case .value: return try value()
    case .firstElement: return text[position] == UInt8(ascii: "]") ? close() : try value()
    case .firstKey: return text[position] == UInt8(ascii: "}") ? close() : try key()
    case .key: return try key()
    case .afterValue: return try afterValue()
    case .complete: return .end
    }
  }

  /// Skips to the end of the value that the last token began: the member's value after a key, or
  /// the rest of an array or object.
  package mutating func skipValue() throws(JSONError) {
    let isWithin = state != .value
    let target = isWithin ? depth - 1 : depth
    repeat { _ = try next() } while depth > target
  }

  /// Which arrays and objects are open at a place: what a scan has to know to go on there.
  package struct Nesting: Hashable, Sendable {
    fileprivate let depth: Int
    fileprivate let objects: UInt64
  }

  package var nesting: Nesting { Nesting(depth: depth, objects: objects) }

  /// Goes on behind the end of an array, found by other means.
  /// - Parameter nesting: as it was when the array had just begun.
  package mutating func resume(afterArrayEndingAt end: Int, in nesting: Nesting) {
    (depth, objects) = (nesting.depth, nesting.objects)
    position = end
    leave()
  }

  /// Skips spaces, tabs and line ends.
  @inline(__always)
  package mutating func skipBlanks() {
    while position < text.count, text[position] <= 0x20, text[position].isJSONBlank {
      position &+= 1
    }
  }
}

// MARK: Structure

extension JSONScanner {
  private var isInObject: Bool { objects & 1 == 1 }

  @inline(__always)
  private mutating func afterValue() throws(JSONError) -> JSONToken {
    switch text[position] {
    case UInt8(ascii: ","):
      position &+= 1
      state = isInObject ? .key : .value
      return try next()
    case UInt8(ascii: "}") where isInObject, UInt8(ascii: "]") where !isInObject:
      return close()
    default:
      throw unexpected()
    }
  }

  private mutating func open(isObject: Bool) throws(JSONError) -> JSONToken {
    guard depth < depthLimit else {
      throw JSONError(
        .tooDeep, at: position, expected: "at most \(depthLimit) arrays and objects in each other")
    }
    position += 1
    depth += 1
    objects = objects << 1 | (isObject ? 1 : 0)
    state = isObject ? .firstKey : .firstElement
    return isObject ? .beginObject : .beginArray
  }

  private mutating func close() -> JSONToken {
    let token = isInObject ? JSONToken.endObject : .endArray
    position += 1
    leave()
    return token
  }

  private mutating func leave() {
    depth -= 1
    objects >>= 1
    state = depth == 0 ? .complete : .afterValue
  }

  @inline(__always)
  private mutating func key() throws(JSONError) -> JSONToken {
    guard text[position] == UInt8(ascii: "\"") else { throw unexpected() }
    let key = try string()
    skipBlanks()
    guard position < text.count, text[position] == UInt8(ascii: ":") else {
      throw JSONError(
        position < text.count ? .unexpected : .cutShort, at: position, expected: "a colon")
    }
    position &+= 1
    state = .value
    return .key(key)
  }

  private func unexpected() -> JSONError {
    JSONError(.unexpected, at: position, expected: expectation)
  }

  private var expectation: String {
    switch state {
    case .value: "a value"
    case .firstElement: "a value or ]"
    case .firstKey: "a name in quotes or }"
    case .key: "a name in quotes"
    case .afterValue: isInObject ? "a comma or }" : "a comma or ]"
    case .complete: "nothing"
    }
  }
}

// MARK: Values

extension JSONScanner {
  @inline(__always)
  private mutating func value() throws(JSONError) -> JSONToken {
    switch text[position] {
    case UInt8(ascii: "\""):
      let string = try string()
      completeScalar()
      return .string(string)
    case UInt8(ascii: "{"): return try open(isObject: true)
    case UInt8(ascii: "["): return try open(isObject: false)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: return try literal()
    }
  }

  @inline(__always)
  private mutating func completeScalar() {
    state = depth == 0 ? .complete : .afterValue
  }

  private mutating func literal() throws(JSONError) -> JSONToken {
    let start = position
    for (word, length) in [("true" as StaticString, 4), ("false", 5), ("null", 4), ("NaN", 3)] {
      let bytes = UnsafeRawBufferPointer(start: word.utf8Start, count: length)
      guard text.count - start >= length,
        text[start..<(start + length)].elementsEqual(bytes)
      else { continue }
      if length == 3 && !readsNaN { throw unexpected() }
      position += length
      completeScalar()
      let isBool = bytes[0] == UInt8(ascii: "t") || bytes[0] == UInt8(ascii: "f")
      return isBool ? .bool(bytes[0] == UInt8(ascii: "t"), start..<position) : .null
    }
    throw unexpected()
  }

  private mutating func number() throws(JSONError) -> JSONToken {
    let start = position
    if text[position] == UInt8(ascii: "-") { position += 1 }
    if position < text.count, text[position] == UInt8(ascii: "0") {
      position += 1
    } else {
      try digits()
    }
    if position < text.count, text[position] == UInt8(ascii: ".") {
      position += 1
      try digits()
    }
    if position < text.count, text[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < text.count, text[position] == 0x2B || text[position] == 0x2D { position += 1 }
      try digits()
    }
    completeScalar()
    return .number(start..<position)
  }

  /// Skips one digit or more.
  private mutating func digits() throws(JSONError) {
    let start = position
    while position < text.count, text[position] &- UInt8(ascii: "0") < 10 { position &+= 1 }
    if position == start {
      throw JSONError(
        position < text.count ? .invalidNumber : .cutShort, at: position, expected: "a digit")
    }
  }

  /// Scans the string whose opening quote is at `position`.
  @inline(__always)
  private mutating func string() throws(JSONError) -> JSONString {
    let start = position &+ 1
    var hasEscapes = false
    position = start
    while true {
      skipPlainCharacters()
      guard position < text.count else {
        throw JSONError(.cutShort, at: start &- 1, expected: "a closing quote")
      }
      switch text[position] {
      case UInt8(ascii: "\""):
        position &+= 1
        return JSONString(range: start..<(position &- 1), hasEscapes: hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        try skipEscape()
      default:
        throw JSONError(
          .controlCharacter, at: position, expected: "control characters to be escaped")
      }
    }
  }

  /// Skips characters up to a quote, a backslash or a control character, eight at a time.
  @inline(__always)
  private mutating func skipPlainCharacters() {
    while text.count &- position >= 8 {
      let word = UInt64(
        littleEndian: text.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      let special = Self.specialBytes(of: word)
      if special != 0 {
        position &+= special.trailingZeroBitCount &>> 3
        return
      }
      position &+= 8
    }
    while position < text.count, !text[position].endsPlainCharacters { position &+= 1 }
  }

  /// The highest bit of each byte that ends a run of plain characters; only the lowest of them is
  /// exact.
  @inline(__always)
  private static func specialBytes(of word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let isQuote = (quotes &- ones) & ~quotes
    let isBackslash = (backslashes &- ones) & ~backslashes
    let isControl = (word &- ones &* 0x20) & ~word
    return (isQuote | isBackslash | isControl) & (ones &* 0x80)
  }

  private mutating func skipEscape() throws(JSONError) {
    guard position + 1 < text.count else {
      throw JSONError(.cutShort, at: position, expected: "a character after the backslash")
    }
    switch text[position + 1] {
    case UInt8(ascii: "u"):
      let digits = text[(position + 2)...].prefix(4)
      guard digits.count == 4, digits.allSatisfy({ $0.hexDigit != nil }) else {
        throw JSONError(.invalidEscape, at: position, expected: "four hexadecimal digits")
      }
      position += 6
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 2
    default:
      throw JSONError(
        .invalidEscape, at: position, expected: #"one of \" \\ \/ \b \f \n \r \t \u"#)
    }
  }
}

extension UInt8 {
  @inline(__always)
  fileprivate var isJSONBlank: Bool {
    self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09
  }

  @inline(__always)
  fileprivate var endsPlainCharacters: Bool {
    self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
  }
}

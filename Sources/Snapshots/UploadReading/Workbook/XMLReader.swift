/// Goes through the XML of a workbook's part (XML 1.0, without document types), of which no more
/// than a window is in memory.
///
/// What a token consists of is a range of the window, and holds until the next token is asked for.
/// Names and attributes are told apart by their local names: what the prefixes stand for differs
/// from writer to writer and decides nothing in the parts that are read.
struct XMLReader {
  enum Token {
    case start, end, text
    /// The part is at its end, and so are all of its elements.
    case finished
  }

  var window: XMLWindow
  private(set) var isElementEmpty = false
  private var isFirstTag = true

  /// How many elements are open; the one that has just begun counts, one that has ended does not.
  var depth = 0
  /// The local name of the element that begins or ends; empty for the end of an empty element.
  private(set) var name = 0..<0
  /// The attributes of the element that begins.
  private(set) var attributes = 0..<0
  /// Characters as they are written.
  private(set) var text = 0..<0
  /// Whether the characters stand for themselves, references included.
  private(set) var isTextLiteral = false

  init(
    _ part: ZIPPart, in archive: UnsafeRawBufferPointer, limits: UploadLimits
  ) throws(Rejection) {
    window = try XMLWindow(part, in: archive, limits: limits)
  }

  var partName: String { window.partName }
  /// Bytes of the part that were read so far, ahead of the last token.
  var readCount: Int { window.readCount }

  /// The bytes of a range of the last token.
  @inline(__always)
  func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer { window[range] }

  /// Whether the element that begins or ends has this local name.
  @inline(__always)
  func isNamed(_ other: StaticString) -> Bool {
    guard name.count == other.utf8CodeUnitCount else { return false }
    for offset in 0..<name.count
    where window[name.lowerBound &+ offset] != other.utf8Start[offset] {
      return false
    }
    return true
  }

  @inline(__always)
  mutating func next() throws(Rejection) -> Token {
    if isElementEmpty {
      isElementEmpty = false
      return endElement(0..<0)
    }
    while try window.isFilled(at: 0) {
      guard window[window.position] == UInt8(ascii: "<") else { return try readText() }
      guard try window.isFilled(at: 1) else { throw malformed("a tag that is cut short") }
      switch window[window.position &+ 1] {
      case UInt8(ascii: "/"): return try readEndTag()
      case UInt8(ascii: "?"): try window.skip(past: "?>")
      case UInt8(ascii: "!"): if try readDeclaration() { return .text }
      default: return try readStartTag()
      }
    }
    guard depth == 0, !isFirstTag else { throw malformed("XML that is cut short") }
    return .finished
  }

  /// Leaves the rest of the part unread, but for its checksum.
  mutating func finish() throws(Rejection) { try window.readToEnd() }

  func malformed(_ found: String) -> Rejection { .damagedWorkbook(part: partName, found: found) }
}

// MARK: Tokens

extension XMLReader {
  @inline(__always)
  private mutating func readStartTag() throws(Rejection) -> Token {
    var offset = 1
    var nameStart = 1
    while try window.isFilled(at: offset) {
      let byte = window[window.position &+ offset]
      if byte <= UInt8(ascii: " ") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") {
        break
      }
      offset &+= 1
      if byte == UInt8(ascii: ":") { nameStart = offset }
    }
    let nameEnd = offset
    guard nameEnd > nameStart else { throw malformed("a tag without a name") }
    var quote: UInt8 = 0
    while try window.isFilled(at: offset) {
      let byte = window[window.position &+ offset]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: ">") {
        return beginElement(nameStart..<nameEnd, end: offset)
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
      offset &+= 1
    }
    throw malformed("a tag that is cut short")
  }

  @inline(__always)
  private mutating func beginElement(_ name: Range<Int>, end: Int) -> Token {
    self.name = (window.position &+ name.lowerBound)..<(window.position &+ name.upperBound)
    isElementEmpty = window[window.position &+ end &- 1] == UInt8(ascii: "/")
    let attributesEnd = window.position &+ end &- (isElementEmpty ? 1 : 0)
    attributes = self.name.upperBound..<max(attributesEnd, self.name.upperBound)
    window.position &+= end &+ 1
    depth &+= 1
    isFirstTag = false
    return .start
  }

  @inline(__always)
  private mutating func readEndTag() throws(Rejection) -> Token {
    var offset = 2
    var nameStart = 2
    while try window.isFilled(at: offset) {
      let byte = window[window.position &+ offset]
      if byte == UInt8(ascii: ">") {
        guard depth > 0 else { throw malformed("an end of an element that has not begun") }
        let name = (window.position &+ nameStart)..<(window.position &+ offset)
        window.position &+= offset &+ 1
        return endElement(name)
      }
      offset &+= 1
      if byte == UInt8(ascii: ":") { nameStart = offset }
    }
    throw malformed("a tag that is cut short")
  }

  @inline(__always)
  private mutating func endElement(_ name: Range<Int>) -> Token {
    self.name = name
    depth &-= 1
    return .end
  }

  @inline(__always)
  private mutating func readText() throws(Rejection) -> Token {
    var offset = 0
    while try window.isFilled(at: offset), window[window.position &+ offset] != UInt8(ascii: "<") {
      offset &+= 1
    }
    return takeText(offset, isLiteral: false)
  }

  private mutating func takeText(_ count: Int, isLiteral: Bool) -> Token {
    text = window.position..<(window.position &+ count)
    isTextLiteral = isLiteral
    window.position &+= count
    return .text
  }

  /// Passes over a comment, or reads characters that are marked as such.
  /// - Returns: whether there are characters.
  private mutating func readDeclaration() throws(Rejection) -> Bool {
    if try window.isNext("<!--") {
      window.position += 4
      try window.skip(past: "-->")
      return false
    }
    guard try window.isNext("<![CDATA["), depth > 0 else {
      throw .damagedWorkbook(
        part: partName, found: "a document type, or another declaration",
        expected: "XML without one, as spreadsheet programs write it")
    }
    window.position += 9
    var offset = 0
    while try window.isFilled(at: offset + 2) {
      if window.isAt(window.position + offset, "]]>") {
        _ = takeText(offset, isLiteral: true)
        window.position += 3
        return true
      }
      offset += 1
    }
    throw malformed("characters that are cut short")
  }
}

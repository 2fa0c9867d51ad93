/// Reads an XML text (XML 1.0, without document types), of which only a window is in memory.
///
/// A token's ranges are in the window and valid until the next token. Names and attributes are
/// compared by their local names: prefixes differ between writers.
///
/// What workbooks are read by is `public` because the compiler inlines no `package` declaration into
/// another module, and a call for each token makes reading them a sixth slower.
///
/// Reading is lenient: an end tag is not compared with its start tag, and attributes are checked
/// only on request. `XMLElement` checks both.
public struct XMLReader {
  /// Fills memory with the next bytes of the text, and says how many; 0 at its end.
  public typealias Source = (UnsafeMutableRawBufferPointer) throws -> Int

  public enum Token {
    case start, end, text
    /// The text is at its end, and so are all of its elements.
    case finished
  }

  public var window: XMLWindow
  public var isElementEmpty = false
  public var isFirstTag = true

  /// The number of open elements, including one that just began.
  public var depth = 0
  /// The local name of the element that begins or ends; empty for the end of an empty element.
  public var name = 0..<0
  /// The same with its prefix; blanks may stand behind it in an end tag.
  public var qualifiedName = 0..<0
  /// The attributes of the element that begins.
  public var attributes = 0..<0
  /// Characters as written.
  public var text = 0..<0
  /// Whether the characters are verbatim, including references.
  public var isTextLiteral = false

  /// - Throws: where the text is empty, cut short or in another encoding than UTF-8.
  public init(_ source: @escaping Source) throws(XMLError) {
    window = try XMLWindow(source)
  }

  /// Bytes of the text that were read so far, ahead of the last token.
  public var readCount: Int { window.readCount }

  /// The bytes of a range of the last token.
  @inlinable @inline(__always)
  public func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer { window[range] }

  /// The place in the text of a byte of the last token.
  public func offset(of index: Int) -> Int { window.offset(of: index) }

  /// Whether the element that begins or ends has this local name.
  @inlinable @inline(__always)
  public func isNamed(_ other: StaticString) -> Bool {
    guard name.count == other.utf8CodeUnitCount else { return false }
    for offset in 0..<name.count
    where window[name.lowerBound &+ offset] != other.utf8Start[offset] {
      return false
    }
    return true
  }

  /// The value of an attribute of the current element, by its name without a prefix.
  public func attribute(_ name: String) -> String? {
    XMLAttributes(bytes(attributes)).first { $0.name == name }?.value
  }

  /// The next token.
  @inlinable @inline(__always)
  public mutating func next() throws(XMLError) -> Token {
    if isElementEmpty {
      isElementEmpty = false
      return endElement(0..<0)
    }
    while try window.isFilled(at: 0) {
      guard window[window.position] == UInt8(ascii: "<") else { return try readText() }
      guard try window.isFilled(at: 1) else { throw cutShort("a tag") }
      switch window[window.position &+ 1] {
      case UInt8(ascii: "/"): return try readEndTag()
      case UInt8(ascii: "?"): try skipInstruction()
      case UInt8(ascii: "!"): if try readDeclaration() { return .text }
      default: return try readStartTag()
      }
    }
    guard depth == 0, !isFirstTag else { throw cutShort("XML") }
    return .finished
  }

  /// Reads the rest of the text over.
  public mutating func finish() throws(XMLError) { try window.readToEnd() }
}

// MARK: Tokens

extension XMLReader {
  @inlinable @inline(__always)
  public mutating func readStartTag() throws(XMLError) -> Token {
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
    guard nameEnd > nameStart else { throw nameless(at: offset) }
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
    throw cutShort("a tag")
  }

  @inlinable @inline(__always)
  public mutating func beginElement(_ name: Range<Int>, end: Int) -> Token {
    let start = window.position
    self.name = (start &+ name.lowerBound)..<(start &+ name.upperBound)
    qualifiedName = (start &+ 1)..<self.name.upperBound
    isElementEmpty = window[start &+ end &- 1] == UInt8(ascii: "/")
    let attributesEnd = start &+ end &- (isElementEmpty ? 1 : 0)
    attributes = self.name.upperBound..<max(attributesEnd, self.name.upperBound)
    window.position &+= end &+ 1
    depth &+= 1
    isFirstTag = false
    return .start
  }

  @inlinable @inline(__always)
  public mutating func readEndTag() throws(XMLError) -> Token {
    var offset = 2
    var nameStart = 2
    while try window.isFilled(at: offset) {
      let byte = window[window.position &+ offset]
      if byte == UInt8(ascii: ">") {
        guard depth > 0 else { throw unopened() }
        let start = window.position
        qualifiedName = (start &+ 2)..<(start &+ offset)
        window.position &+= offset &+ 1
        return endElement((start &+ nameStart)..<(start &+ offset))
      }
      offset &+= 1
      if byte == UInt8(ascii: ":") { nameStart = offset }
    }
    throw cutShort("a tag")
  }

  @inlinable @inline(__always)
  public mutating func endElement(_ name: Range<Int>) -> Token {
    self.name = name
    depth &-= 1
    return .end
  }

  @inlinable @inline(__always)
  public mutating func readText() throws(XMLError) -> Token {
    var offset = 0
    while try window.isFilled(at: offset), window[window.position &+ offset] != UInt8(ascii: "<") {
      offset &+= 1
    }
    takeText(offset, isLiteral: false)
    return .text
  }

  @inlinable
  public mutating func takeText(_ count: Int, isLiteral: Bool) {
    text = window.position..<(window.position &+ count)
    isTextLiteral = isLiteral
    window.position &+= count
  }

  public mutating func skipInstruction() throws(XMLError) { try window.skip(past: "?>") }

  /// Skips a comment, or reads a CDATA section.
  /// - Returns: whether there are characters.
  public mutating func readDeclaration() throws(XMLError) -> Bool {
    if try window.isNext("<!--") {
      window.position += 4
      try window.skip(past: "-->")
      return false
    }
    guard try window.isNext("<![CDATA["), depth > 0 else {
      throw XMLError(
        .forbidden, at: window.offset(of: window.position),
        found: "a document type, or another declaration", expected: "XML without one")
    }
    window.position += 9
    var offset = 0
    while try window.isFilled(at: offset + 2) {
      if window.isAt(window.position + offset, "]]>") {
        takeText(offset, isLiteral: true)
        window.position += 3
        return true
      }
      offset += 1
    }
    throw cutShort("characters")
  }
}

// MARK: Values

extension XMLReader {
  /// Appends the resolved characters of the last token.
  /// - Throws: `invalidEntity` for a reference that XML does not define.
  @inlinable @inline(__always)
  public func appendText(to content: inout [UInt8]) throws(XMLError) {
    if isTextLiteral {
      content += bytes(text)
    } else if let place = XMLText.append(bytes(text), to: &content) {
      throw invalidEntity(at: text.lowerBound &+ place)
    }
  }

  /// Steps over the rest of an element if it is this and nothing else: tags, plain characters, and
  /// the tags' ends. Nearly all cells of worksheets are written so, and reading them at once takes
  /// a third of the time that their tokens would.
  /// - Parameters:
  ///   - opening: the tags within the element.
  ///   - closing: the ends of these, and of the element.
  /// - Returns: where the characters are, which stand for themselves; nil where anything else is
  ///   written, or where the window ends, and nothing was read.
  @inlinable @inline(__always)
  public mutating func takePlainText(
    opening: StaticString, closing: StaticString
  ) -> (range: Range<Int>, isASCII: Bool)? {
    guard !isElementEmpty, window.isAt(window.position, opening) else { return nil }
    let start = window.position &+ opening.utf8CodeUnitCount
    var end = start
    var bits: UInt8 = 0
    while end < window.filled {
      let byte = window[end]
      if byte == UInt8(ascii: "<") { break }
      // Possible substitutions: references, line ends, escapes such as _x000D_.
      if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "_") {
        return nil
      }
      bits |= byte
      end &+= 1
    }
    guard window.isAt(end, closing) else { return nil }
    window.position = end &+ closing.utf8CodeUnitCount
    depth &-= 1
    return (start..<end, bits < 0x80)
  }
}

// MARK: Errors

extension XMLReader {
  public func cutShort(_ what: String) -> XMLError { window.cutShort(what) }

  public func nameless(at offset: Int) -> XMLError {
    XMLError(
      .unexpected, at: window.offset(of: window.position + offset),
      found: "a tag without a name", expected: "a name")
  }

  public func unopened() -> XMLError {
    XMLError(
      .mismatchedTag, at: window.offset(of: window.position + 2),
      found: "an end of an element that has not begun", expected: "no end tag")
  }

  public func invalidEntity(at index: Int) -> XMLError {
    XMLError(
      .invalidEntity, at: window.offset(of: index),
      found: "a reference to something that XML does not define", expected: "an entity of XML")
  }
}

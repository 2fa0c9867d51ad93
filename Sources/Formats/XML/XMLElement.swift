package import Bytes

/// An element of a small XML text as a tree: what the answers of a service need.
///
/// Attributes, comments and processing instructions are read over; names lose their prefix.
package struct XMLElement: Hashable, Sendable {
  /// Without a namespace's prefix.
  package let name: String
  /// The character data directly in the element, with entities resolved.
  package fileprivate(set) var text = ""
  package fileprivate(set) var children: [XMLElement] = []

  fileprivate init(name: String) { self.name = name }

  /// - Parameters:
  ///   - maxBytes: the longest text that is taken. A page of 1,000 keys of S3 has at most 4 MB.
  ///   - maxDepth: how deep elements may be nested.
  /// - Throws: what is wrong with the text, and where.
  package init(
    parsing bytes: SharedBytes, maxBytes: Int = 16 << 20, maxDepth: Int = 16
  ) throws(XMLError) {
    guard bytes.count <= maxBytes else {
      throw XMLError(
        .tooLarge, at: maxBytes, found: "\(bytes.count) bytes",
        expected: "at most \(maxBytes) bytes")
    }
    let isText = bytes.withUnsafeBytes { String(validating: $0, as: UTF8.self) != nil }
    guard isText else {
      throw XMLError(
        .invalidUTF8, at: 0, found: "bytes that are not text", expected: "text in UTF-8")
    }
    var tree = XMLTree(try XMLReader(bytes.xmlSource), maxDepth: maxDepth)
    self = try tree.document()
  }

  /// The first child with a name.
  package subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

  /// All children with a name, in order.
  package func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }
}

extension SharedBytes {
  /// Gives the bytes to a reader of XML, as many at a time as it has room for.
  package var xmlSource: XMLReader.Source {
    var position = 0
    return { memory in
      let end = min(position + memory.count, self.count)
      self[position..<end].withUnsafeBytes { memory.copyMemory(from: $0) }
      defer { position = end }
      return end - position
    }
  }
}

/// Builds elements from tokens; open ones are in a list, not on the call stack.
private struct XMLTree {
  private var reader: XMLReader
  private let maxDepth: Int
  private var open: [OpenElement] = []
  /// The outermost element, once it is closed.
  private var root: XMLElement?

  /// An open element; its text is kept as bytes until it is complete.
  private struct OpenElement {
    let qualifiedName: [UInt8]
    var text: [UInt8] = []
    var element: XMLElement
  }

  init(_ reader: XMLReader, maxDepth: Int) {
    self.reader = reader
    self.maxDepth = maxDepth
  }

  /// The one element of the text.
  mutating func document() throws(XMLError) -> XMLElement {
    while true {
      switch try reader.next() {
      case .start: try begin()
      case .end: try end()
      case .text: try takeText()
      case .finished:
        guard let root else { throw unexpected("an element", at: reader.text.lowerBound) }
        return root
      }
    }
  }

  private mutating func begin() throws(XMLError) {
    let name = reader.qualifiedName
    guard root == nil else { throw unexpected("nothing after the element", at: name.lowerBound) }
    try checkName(name)
    guard open.count < maxDepth else {
      throw XMLError(
        .tooDeep, at: reader.offset(of: name.lowerBound), found: "\(reader.depth) elements deep",
        expected: "at most \(maxDepth) elements deep")
    }
    try checkAttributes()
    let element = XMLElement(name: String(decoding: reader.bytes(reader.name), as: UTF8.self))
    open.append(OpenElement(qualifiedName: Array(reader.bytes(name)), element: element))
  }

  private mutating func end() throws(XMLError) {
    guard let closing = open.popLast() else { throw unexpected("an element", at: 0) }
    // An empty element has no end tag.
    if reader.name != 0..<0 { try checkEnd(of: closing.qualifiedName) }
    var element = closing.element
    element.text = String(decoding: closing.text, as: UTF8.self)
    if open.isEmpty {
      root = element
    } else {
      open[open.count - 1].element.children.append(element)
    }
  }

  private mutating func takeText() throws(XMLError) {
    guard !open.isEmpty else {
      let start = reader.text.lowerBound
      let other = reader.bytes(reader.text).firstIndex { !$0.isXMLBlank }
      guard other == nil else { throw unexpected("an element", at: start + (other ?? 0)) }
      return
    }
    try reader.appendText(to: &open[open.count - 1].text)
  }
}

// MARK: What the reader lets pass

extension XMLTree {
  private func checkEnd(of qualifiedName: [UInt8]) throws(XMLError) {
    let range = reader.qualifiedName
    let name = reader.bytes(range)
    let blanks = name.reversed().prefix { $0.isXMLBlank }.count
    guard name.dropLast(blanks).elementsEqual(qualifiedName) else {
      throw XMLError(
        .mismatchedTag, at: reader.offset(of: range.lowerBound),
        found: "the end of another element",
        expected: String(decoding: qualifiedName, as: UTF8.self))
    }
  }

  private func checkName(_ range: Range<Int>) throws(XMLError) {
    let wrong = reader.bytes(range).firstIndex { !$0.isXMLName }
    if let wrong { throw unexpected("a name", at: range.lowerBound + wrong) }
  }

  /// Checks that a name is followed by attributes of the form `name="value"`.
  private func checkAttributes() throws(XMLError) {
    let bytes = reader.bytes(reader.attributes)
    let start = reader.attributes.lowerBound
    var position = 0
    func skip(while isSkipped: (UInt8) -> Bool) {
      while position < bytes.count, isSkipped(bytes[position]) { position += 1 }
    }
    while true {
      skip { $0.isXMLBlank }
      if position == bytes.count { return }
      let name = position
      skip { $0.isXMLName }
      guard position > name else { throw unexpected("a name", at: start + position) }
      skip { $0.isXMLBlank }
      guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else {
        throw unexpected("=", at: start + position)
      }
      position += 1
      skip { $0.isXMLBlank }
      guard position < bytes.count,
        [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[position])
      else { throw unexpected("a quotation mark", at: start + position) }
      let quote = bytes[position]
      position += 1
      skip { $0 != quote }
      position += 1
    }
  }

  private func unexpected(_ expected: String, at index: Int) -> XMLError {
    XMLError(
      .unexpected, at: reader.offset(of: index), found: "something else", expected: expected)
  }
}

extension UInt8 {
  fileprivate var isXMLBlank: Bool {
    self == UInt8(ascii: " ") || self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r")
      || self == UInt8(ascii: "\t")
  }

  fileprivate var isXMLName: Bool {
    self > UInt8(ascii: " ") && !"<>/=\"'&".utf8.contains(self)
  }
}

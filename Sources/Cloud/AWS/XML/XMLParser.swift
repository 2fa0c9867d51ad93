/// Reads elements from left to right; what is open stands on a list, not on the call stack.
struct XMLParser {
  let utf8: [UInt8]
  private let depthLimit: Int
  var position = 0
  private var open: [OpenElement] = []
  /// The outermost element, once it is closed.
  private var root: XMLElement?

  /// An element without its end tag so far; its text is kept as bytes until it is whole.
  private struct OpenElement {
    let qualifiedName: ArraySlice<UInt8>
    var text: [UInt8] = []
    var element: XMLElement
  }

  /// - Precondition: `utf8` is valid UTF-8.
  init(_ utf8: [UInt8], depthLimit: Int) {
    self.utf8 = utf8
    self.depthLimit = depthLimit
    if utf8.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The one element of the text.
  mutating func document() throws(XMLError) -> XMLElement {
    while position < utf8.count { try next() }
    guard let root, open.isEmpty else {
      throw XMLError(.cutShort, at: position, expected: "the end of an element")
    }
    return root
  }

  /// Reads one tag or one run of text.
  private mutating func next() throws(XMLError) {
    if !at("<") {
      try text()
    } else if take("<?") {
      try skip(through: "?>")
    } else if take("<!--") {
      try skip(through: "-->")
    } else if take("<![CDATA[") {
      let characters = try skip(through: "]]>")
      guard !open.isEmpty else { throw unexpected("an element") }
      open[open.count - 1].text += characters
    } else if at("<!") {
      throw XMLError(.forbidden, at: position, expected: "no document type")
    } else if take("</") {
      try endTag()
    } else {
      position += 1
      try startTag()
    }
  }

  private mutating func startTag() throws(XMLError) {
    guard root == nil else { throw unexpected("nothing after the element") }
    let name = try qualifiedName()
    guard open.count < depthLimit else {
      throw XMLError(.tooDeep, at: position, expected: "at most \(depthLimit) elements deep")
    }
    let local = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
    guard !local.isEmpty else { throw unexpected("a name behind its prefix") }
    let element = XMLElement(name: String(decoding: local, as: UTF8.self))
    open.append(OpenElement(qualifiedName: name, element: element))
    try skipAttributes()
    if take("/>") {
      close()
    } else if !take(">") {
      throw unexpected(">")
    }
  }

  private mutating func endTag() throws(XMLError) {
    let start = position
    let name = try qualifiedName()
    guard let last = open.last, last.qualifiedName == name else {
      let wanted = open.last.map { String(decoding: $0.qualifiedName, as: UTF8.self) }
      throw XMLError(.mismatchedTag, at: start, expected: wanted ?? "no end tag")
    }
    skipBlanks()
    guard take(">") else { throw unexpected(">") }
    close()
  }

  private mutating func close() {
    let closing = open.removeLast()
    var element = closing.element
    element.text = String(decoding: closing.text, as: UTF8.self)
    if open.isEmpty {
      root = element
    } else {
      open[open.count - 1].element.children.append(element)
    }
  }

  /// Reads `name="value"` over; a `>` within a value does not end the tag.
  private mutating func skipAttributes() throws(XMLError) {
    while true {
      skipBlanks()
      if at(">") || at("/>") { return }
      _ = try qualifiedName()
      skipBlanks()
      guard take("=") else { throw unexpected("=") }
      skipBlanks()
      if take("\"") {
        try skip(through: "\"")
      } else if take("'") {
        try skip(through: "'")
      } else {
        throw unexpected("a quotation mark")
      }
    }
  }

  private mutating func text() throws(XMLError) {
    guard !open.isEmpty else {
      let start = position
      skipBlanks()
      guard position > start else { throw unexpected("an element") }
      return
    }
    while position < utf8.count, utf8[position] != UInt8(ascii: "<") {
      if take("&") {
        open[open.count - 1].text += try entity()
      } else {
        let end = utf8[position...].firstIndex {
          $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&")
        }
        open[open.count - 1].text += utf8[position..<(end ?? utf8.count)]
        position = end ?? utf8.count
      }
    }
  }
}

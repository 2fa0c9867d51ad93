package import Bytes

/// An element of a small XML text (XML 1.0) as a tree: what the answers of S3 need, no more.
///
/// Attributes, comments and processing instructions are read over; names lose their prefix.
package struct XMLElement: Hashable, Sendable {
  /// Without a namespace's prefix.
  package let name: String
  /// The characters right within the element, with entities resolved.
  package internal(set) var text = ""
  package internal(set) var children: [XMLElement] = []

  init(name: String) { self.name = name }

  /// - Parameters:
  ///   - byteLimit: the longest text that is taken. A page of 1,000 keys of S3 has at most 4 MB.
  ///   - depthLimit: how deep elements may be nested.
  /// - Throws: what is wrong with the text, and where.
  package init(
    parsing bytes: SharedBytes, byteLimit: Int = 16 << 20, depthLimit: Int = 16
  ) throws(XMLError) {
    guard bytes.count <= byteLimit else {
      throw XMLError(.tooLarge, at: byteLimit, expected: "at most \(byteLimit) bytes")
    }
    let utf8 = bytes.array
    guard String(validating: utf8, as: UTF8.self) != nil else {
      throw XMLError(.invalidUTF8, at: 0, expected: "text in UTF-8")
    }
    var parser = XMLParser(utf8, depthLimit: depthLimit)
    self = try parser.document()
  }

  /// The first child of a name.
  package subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

  /// All children of a name, in order.
  package func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }
}

/// Why a text is not the XML that was expected.
package struct XMLError: Error, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable, CaseIterable {
    /// The text ends within an element.
    case cutShort
    /// A byte that cannot stand there.
    case unexpected
    /// An end tag of another element than the one that is open.
    case mismatchedTag
    /// An entity that is not one of the five of XML, or no character.
    case invalidEntity
    /// A document type: it could define entities and name other files.
    case forbidden
    /// More elements within each other than the limit allows.
    case tooDeep
    /// More bytes than the limit allows.
    case tooLarge
    case invalidUTF8
  }

  package let code: Code
  /// The position in the text, in bytes.
  package let offset: Int
  /// What should have stood there.
  package let expected: String

  init(_ code: Code, at offset: Int, expected: String) {
    self.code = code
    self.offset = offset
    self.expected = expected
  }
}

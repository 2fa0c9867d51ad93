/// Why a text is not the expected XML.
package struct XMLError: Error, Sendable {
  package enum Code: String, Hashable, Sendable, CaseIterable {
    /// The text ends inside an element.
    case cutShort
    /// An unexpected byte.
    case unexpected
    /// An end tag of another element than the one that is open, or of none.
    case mismatchedTag
    /// An entity other than the five of XML, or an invalid character reference.
    case invalidEntity
    /// A document type: it could define entities and name other files.
    case forbidden
    /// Deeper nesting than the limit allows.
    case tooDeep
    /// A token or a text of more bytes than the limit allows.
    case tooLarge
    /// Bytes that are not valid UTF-8.
    case invalidUTF8
    /// The text says that it is in another encoding than UTF-8; `found` names it.
    case otherEncoding
    /// The bytes could not be read; `underlying` says why.
    case unreadable
  }

  package let code: Code
  /// The position in the text, in bytes.
  package let offset: Int
  /// What was found, in words.
  package let found: String
  /// What should have stood there, in words.
  package let expected: String
  /// Why the bytes could not be read, of `unreadable` alone.
  package let underlying: (any Error)?

  init(
    _ code: Code, at offset: Int, found: String, expected: String,
    underlying: (any Error)? = nil
  ) {
    self.code = code
    self.offset = offset
    self.found = found
    self.expected = expected
    self.underlying = underlying
  }
}

extension XMLError: Hashable {
  /// Two errors are the same where they say the same; the underlying ones are not compared.
  package static func == (left: XMLError, right: XMLError) -> Bool {
    left.code == right.code && left.offset == right.offset && left.found == right.found
      && left.expected == right.expected
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(offset)
  }
}

/// Why a text is not the expected XML.
public struct XMLError: Error, Sendable {
  public enum Code: String, Hashable, Sendable, CaseIterable {
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

  public let code: Code
  /// The position in the text, in bytes.
  public let offset: Int
  /// What was found, in words.
  public let found: String
  /// What should have stood there, in words.
  public let expected: String
  /// Why the bytes could not be read, of `unreadable` alone.
  public let underlying: (any Error)?

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
  public static func == (left: XMLError, right: XMLError) -> Bool {
    left.code == right.code && left.offset == right.offset && left.found == right.found
      && left.expected == right.expected
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(offset)
  }
}

/// Why a text is not the expected JSON (RFC 8259).
package struct JSONError: Error, Equatable {
  package enum Code: String, Sendable, CaseIterable {
    /// The text ends inside a value.
    case cutShort = "cut_short"
    /// An unexpected byte.
    case unexpected
    /// A control character in a string, which must be escaped.
    case controlCharacter = "control_character"
    case invalidEscape = "invalid_escape"
    case invalidNumber = "invalid_number"
    /// Deeper nesting than the limit allows.
    case tooDeep = "too_deep"
    /// More bytes than the limit allows.
    case tooLarge = "too_large"
    case invalidUTF8 = "invalid_utf8"
  }

  package let code: Code
  /// The position in the text, in bytes.
  package let offset: Int
  /// What was expected.
  package let expected: String

  package init(_ code: Code, at offset: Int, expected: String) {
    self.code = code
    self.offset = offset
    self.expected = expected
  }
}

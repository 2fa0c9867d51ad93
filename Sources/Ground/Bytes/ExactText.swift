/// A text that equals another one only if the bytes are equal.
///
/// Swift's strings compare by canonical equivalence: `é` may be one scalar, or an `e` and an
/// accent. To a disk, to S3 and to a hash those are two names.
package struct ExactText: Hashable, Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }

  package static func == (left: ExactText, right: ExactText) -> Bool {
    left.text.hasBytes(of: right.text)
  }

  package func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0xFF as UInt8)
  }
}

extension StringProtocol {
  /// Whether two texts are the same byte for byte.
  package func hasBytes(of other: some StringProtocol) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }

  /// Whether the text starts with exactly the bytes of another one.
  package func begins(withBytesOf prefix: some StringProtocol) -> Bool {
    utf8.starts(with: prefix.utf8)
  }
}

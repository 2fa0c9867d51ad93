/// A text that equals another one only where the bytes are the same.
///
/// Swift's own texts are equal where they mean the same to a reader: `é` is one scalar, or an `e`
/// and an accent. To a disk, to S3 and to a hash those are two names.
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

  /// Whether the text begins with the very bytes of another one.
  package func begins(withBytesOf prefix: some StringProtocol) -> Bool {
    utf8.starts(with: prefix.utf8)
  }
}

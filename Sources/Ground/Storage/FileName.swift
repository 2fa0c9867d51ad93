import Bytes

/// The last part of an upload's key: the file's name on the officer's machine. Names compare by
/// their bytes.
package struct FileName: Sendable {
  package let text: String

  /// - Parameter text: 1 to 200 bytes of UTF-8 without `/` and control characters, not starting
  ///   with a dot; anything else gives `nil`. A leading dot marks hidden files and leftovers of
  ///   editors and copying tools.
  package init?(_ text: some StringProtocol) {
    let utf8 = text.utf8
    guard (1...200).contains(utf8.count), utf8.first != UInt8(ascii: "."),
      utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") })
    else { return nil }
    self.text = String(text)
  }
}

extension FileName: Hashable {
  package static func == (left: FileName, right: FileName) -> Bool {
    left.text.hasBytes(of: right.text)
  }

  package func hash(into hasher: inout Hasher) { ExactText(text).hash(into: &hasher) }
}

extension FileName: CustomStringConvertible {
  package var description: String { text }
}

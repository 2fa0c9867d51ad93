import Hashing

/// The start of another page of a list, pinned to the list's sources.
///
/// The text is opaque to clients. Its last part is a digest of the rest, so that an altered cursor
/// is rejected instead of answered wrongly; it is not a secret.
package struct Cursor: Hashable, Sendable {
  /// Names of the list's sources, such as the runs that wrote it; none contains a tilde.
  package let pins: [String]
  /// The number of entries before the page.
  package let offset: Int
  /// The page's length if it differs from the request's.
  package let count: Int?

  package init(pins: [String], offset: Int, count: Int? = nil) {
    self.pins = pins
    self.offset = offset
    self.count = count
  }

  /// - Returns: `nil` for a text that `text` did not make with as many pins.
  package init?(_ text: String, pinCount: Int) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == pinCount + 3, let offset = Int(parts[pinCount]), offset >= 0,
      let count = Int(parts[pinCount + 1]), count >= 0
    else { return nil }
    self.init(
      pins: parts.prefix(pinCount).map { String($0).replacing("~", with: ".") },
      offset: offset,
      count: count == 0 ? nil : count)
    guard self.text == text else { return nil }
  }

  package var text: String {
    // A dot separates the parts.
    let names = pins.map { $0.replacing(".", with: "~") + "." }
    let content = names.joined() + "\(offset).\(count ?? 0)"
    let digest = SHA256.hexDigest(of: Array("standings cursor \(content)".utf8))
    return "\(content).\(digest.prefix(16))"
  }
}

import Hashing

/// Where another part of a list begins, pinned to what the list is made of.
///
/// The text is opaque to clients. Its last part is a digest of the rest, so that an altered or
/// invented cursor is refused instead of answered wrongly; it is no secret.
package struct Cursor: Hashable, Sendable {
  /// What names the content of the list, such as the runs that wrote it; none holds a dot.
  package let pins: [String]
  /// How many entries come before.
  package let offset: Int
  /// How many entries it is for, where that is not what the request says.
  package let count: Int?

  package init(pins: [String], offset: Int, count: Int? = nil) {
    self.pins = pins
    self.offset = offset
    self.count = count
  }

  /// - Returns: `nil` for a text that was not made by `text` for as many pins.
  package init?(_ text: String, pinCount: Int) throws {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == pinCount + 3, let offset = Int(parts[pinCount]), offset >= 0,
      let count = Int(parts[pinCount + 1]), count >= 0
    else { return nil }
    self.init(
      pins: parts.prefix(pinCount).map(String.init), offset: offset,
      count: count == 0 ? nil : count)
    guard try self.text == text else { return nil }
  }

  package var text: String {
    get throws {
      let content = pins.map { "\($0)." }.joined() + "\(offset).\(count ?? 0)"
      let digest = try SHA256.hexDigest(of: Array("standings cursor \(content)".utf8))
      return "\(content).\(digest.prefix(16))"
    }
  }
}

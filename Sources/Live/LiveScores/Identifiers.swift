import Failures

/// The id of a board: 1 to 64 ASCII letters, digits, `-`, `_`, `.` and `:`, such as `game1`.
///
/// An id stands in paths, in keys of stores and in topics, so that it needs no escapes anywhere.
package struct BoardID: Hashable, Comparable, Sendable {
  package static let maxLength = 64

  package let text: String

  /// - Parameter member: where the id stands, for the error.
  /// - Throws: `LiveError` with `invalidID`.
  package init(_ text: String, named member: String = "leaderboard_id") throws(LiveError) {
    let bytes = text.utf8
    guard (1...Self.maxLength).contains(bytes.count), bytes.allSatisfy(Self.isAllowed) else {
      throw LiveError(
        code: .invalidID, place: member,
        reason: "expected 1 to \(Self.maxLength) letters, digits, '-', '_', '.' or ':'")
    }
    self.text = text
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."), UInt8(ascii: ":"):
      true
    default: false
    }
  }

  package static func < (left: BoardID, right: BoardID) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}

/// The id of a player: 1 to 128 bytes of UTF-8 without control characters.
///
/// Ids are the same only if their bytes are, unlike strings, which are the same in any
/// normalization.
package struct PlayerID: Hashable, Comparable, Sendable {
  package static let maxBytes = 128

  package let text: String

  /// - Parameter member: where the id stands, for the error.
  /// - Throws: `LiveError` with `invalidID`.
  package init(_ text: String, named member: String = "player_id") throws(LiveError) {
    guard text.isPlainText(1...Self.maxBytes) else {
      throw LiveError(
        code: .invalidID, place: member,
        reason: "expected 1 to \(Self.maxBytes) bytes without control characters, "
          + "found \(text.utf8.count) bytes")
    }
    self.text = text
  }

  /// An id that was accepted before, such as one that a store gives back.
  package init(accepted text: String) { self.text = text }

  package static func == (left: PlayerID, right: PlayerID) -> Bool {
    left.text.hasBytes(of: right.text)
  }

  package static func < (left: PlayerID, right: PlayerID) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(bytesOf: text) }
}

/// What makes a repeated submission the same one: 1 to 255 bytes of UTF-8 without control
/// characters, unique within a board.
package struct SubmissionKey: Hashable, Sendable {
  package static let maxBytes = 255

  package let text: String

  /// - Parameter member: where the key stands, for the error.
  /// - Throws: `LiveError` with `invalidKey`.
  package init(_ text: String, named member: String = "submission_id") throws(LiveError) {
    guard text.isPlainText(1...Self.maxBytes) else {
      throw LiveError(
        code: .invalidKey, place: member,
        reason: "expected 1 to \(Self.maxBytes) bytes without control characters, "
          + "found \(text.utf8.count) bytes")
    }
    self.text = text
  }

  package static func == (left: SubmissionKey, right: SubmissionKey) -> Bool {
    left.text.hasBytes(of: right.text)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(bytesOf: text) }
}

extension String {
  /// Whether the text has that many bytes and no control characters.
  func isPlainText(_ byteCounts: ClosedRange<Int>) -> Bool {
    guard byteCounts.contains(utf8.count) else { return false }
    if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return true }
    return !unicodeScalars.contains { $0.properties.generalCategory == .control }
  }

  /// Whether two texts have the same bytes, which `==` does not tell.
  fileprivate func hasBytes(of other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    return utf8.withContiguousStorageIfAvailable { bytes in
      other.utf8.withContiguousStorageIfAvailable { others in
        UnsafeRawBufferPointer(bytes).elementsEqual(UnsafeRawBufferPointer(others))
      }
    }.flatMap { $0 } ?? utf8.elementsEqual(other.utf8)
  }
}

extension Hasher {
  fileprivate mutating func combine(bytesOf text: String) {
    var text = text
    text.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
    combine(0xFF as UInt8)
  }
}

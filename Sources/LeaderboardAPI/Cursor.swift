import Hashing
import Rankings

/// Where the next part of a board begins, pinned to the run that wrote the snapshot.
///
/// The text is opaque to clients. Its last part is a digest of the rest, so that an altered or
/// invented cursor is refused instead of answered wrongly; it is no secret.
struct Cursor: Equatable {
  let date: SnapshotDate
  let runID: String
  /// How many entries came before.
  let offset: Int

  init(date: SnapshotDate, runID: String, offset: Int) {
    self.date = date
    self.runID = runID
    self.offset = offset
  }

  /// - Returns: `nil` for a text that was not made by `text`.
  init?(_ text: String) throws {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, let date = SnapshotDate(parts[0]), let offset = Int(parts[2]),
      offset > 0
    else { return nil }
    self.init(date: date, runID: String(parts[1]), offset: offset)
    guard try self.text == text else { return nil }
  }

  var text: String {
    get throws {
      let content = "\(date).\(runID).\(offset)"
      let digest = try SHA256.hexDigest(of: Array("standings cursor \(content)".utf8))
      return "\(content).\(digest.prefix(16))"
    }
  }
}

import Bytes

/// The content of a key that an event refers to.
enum UploadPin: Hashable, Sendable {
  /// The version by its id, which can be read even after a replacement.
  case version(id: String)
  /// The content by its entity tag, while it is current.
  case tag(String)
  /// The current content, since the event does not say.
  case any
}

/// A source of uploads.
protocol UploadSource: Sendable {
  /// Reads a whole upload.
  /// - Parameter key: within the lake, without the lake's prefix in its bucket.
  /// - Throws: `ObjectStoreError`: `.changed` after a replacement, `.notFound` if there is nothing.
  func read(_ key: String, _ pin: UploadPin) async throws -> SharedBytes
}

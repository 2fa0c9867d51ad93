import Storage

/// A change in a watched folder, by its path below the folder.
enum WatchFinding: Hashable, Sendable {
  /// A complete file.
  case file(WatchedFile)
  /// An entry that cannot be a file of a lake, such as a link, and why.
  case passedOver(ObjectStoreError)
  /// A file or folder disappeared; reported only on request.
  case went(String)
  /// The kernel's queue overflowed: existing files are reported again, removals are unknown.
  case missedSome
}

/// A complete file.
struct WatchedFile: Hashable, Sendable {
  let path: String
  let sighting: Sighting

  /// How it was found.
  enum Sighting: Hashable, Sendable {
    /// It arrived while the folder was watched.
    case arrival
    /// A listing found it: it may have existed for long.
    case look
  }
}

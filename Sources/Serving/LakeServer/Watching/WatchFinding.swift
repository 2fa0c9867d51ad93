import Storage

/// Something in a watched folder that is not as it was, by its path below the folder.
enum WatchFinding: Hashable, Sendable {
  /// A whole file.
  case file(WatchedFile)
  /// What can be no file of a lake, such as a link, and why not.
  case passedOver(ObjectStoreError)
  /// A file or a folder is there no more; told only where removals are looked for.
  case went(String)
  /// The kernel could not keep up: what is there now is told again, what went is not known.
  case missedSome
}

/// A whole file that was found.
struct WatchedFile: Hashable, Sendable {
  let path: String
  let sighting: Sighting

  /// How it was found.
  enum Sighting: Hashable, Sendable {
    /// It came while the folder was watched.
    case arrival
    /// It was there when the folder was looked through: it may have been there long.
    case look
  }
}

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The kind of a folder's entry.
package enum EntryKind: Hashable, Sendable {
  case file, folder, link, pipe, socket, device

  init(_ status: stat) {
    self =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      case S_IFIFO: .pipe
      case S_IFSOCK: .socket
      default: .device
      }
  }
}

extension EntryKind: CustomStringConvertible {
  package var description: String {
    switch self {
    case .file: "a file"
    case .folder: "a folder"
    case .link: "a symbolic link"
    case .pipe: "a named pipe"
    case .socket: "a socket"
    case .device: "a device"
    }
  }
}

extension ObjectStoreError {
  /// An entry that is neither a file nor a folder.
  package static func otherKind(_ kind: EntryKind, at place: String) -> ObjectStoreError {
    ObjectStoreError(kind, at: place, expected: .file)
  }

  /// Folders nested too deeply.
  package static func tooDeep(_ folder: String, _ maxDepth: Int) -> ObjectStoreError {
    ObjectStoreError(
      code: .wrongKind, place: folder,
      reason: "found more than \(maxDepth) folders in each other, expected fewer")
  }

  /// An entry that is not the file or folder it has to be.
  init(_ kind: EntryKind, at place: String, expected: EntryKind) {
    self.init(code: .wrongKind, place: place, reason: "found \(kind), expected \(expected)")
  }
}

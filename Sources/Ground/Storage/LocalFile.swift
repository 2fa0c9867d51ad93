package import Bytes
import Failures

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file of this machine outside of a lake, such as one from the command line.
package enum LocalFile {
  /// All bytes of a file. Links are followed. Only regular files are read, and opening never
  /// blocks.
  ///
  /// The bytes are mapped if nobody can change the file meanwhile, otherwise copied into memory.
  /// - Throws: `ObjectStoreError` with the path as its place.
  package static func read(_ path: String) throws(ObjectStoreError) -> SharedBytes {
    let file = try DirectoryStore.File(reading: path)
    let info = try file.info()
    #if os(Linux)
      if let bytes = LeasedMapping.map(file, byteCount: info.byteCount) { return bytes }
    #endif
    return try file.read(0..<info.byteCount)
  }
}

/// An entry at a path of this machine at one moment; a link counts as itself.
package struct LocalEntry: Hashable, Sendable {
  package let kind: EntryKind
  private let device: UInt64
  private let node: UInt64
  private let byteCount: Int64
  private let seconds: Int
  private let nanoseconds: Int

  /// - Throws: `ObjectStoreError`, `.notFound` if there is nothing.
  package init(_ path: String) throws(ObjectStoreError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw ObjectStoreError(errno: errno, place: path) }
    kind = EntryKind(status)
    device = UInt64(truncatingIfNeeded: status.st_dev)
    node = UInt64(status.st_ino)
    byteCount = Int64(status.st_size)
    (seconds, nanoseconds) = status.changed
  }
}

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
      reason: "found more than \(maxDepth) nested folders, expected fewer")
  }

  /// An entry that is not the file or folder it has to be.
  init(_ kind: EntryKind, at place: String, expected: EntryKind) {
    self.init(code: .wrongKind, place: place, reason: "found \(kind), expected \(expected)")
  }
}

import Failures

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension DirectoryStore {
  /// The folders that hold a lake's files.
  enum Folder {
    /// Creates the folder of a lake and its missing parents; links count as their targets.
    static func make(_ path: String, flushing: Bool) throws(ObjectStoreError) {
      guard mkdir(path, 0o755) != 0 else { return try flushed(path, flushing) }
      switch errno {
      case EEXIST: return
      case ENOENT:
        guard let above = parent(of: path) else { throw failure(ENOENT, path) }
        try make(above, flushing: flushing)
        // Not retried: a dangling link exists and cannot be entered.
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure(errno, path) }
        try flushed(path, flushing)
      case let code: throw failure(code, path)
      }
    }

    private static func failure(_ code: CInt, _ path: String) -> ObjectStoreError {
      let error = ObjectStoreError(errno: code, place: path)
      return ObjectStoreError(
        code: error.code == .notFound ? .unreachable : error.code, place: path,
        reason: error.reason)
    }

    /// Returns when the name of a new folder is on the disk.
    private static func flushed(_ path: String, _ flushing: Bool) throws(ObjectStoreError) {
      guard flushing else { return }
      try OpenFolder(top: parent(of: path) ?? "/").flush()
    }

    /// The parent folder of a path, which is the working folder for a name alone; `nil` for the
    /// root of the file system.
    static func parent(of path: String) -> String? {
      let bytes = path.utf8
      guard let end = bytes.lastIndex(where: { $0 != UInt8(ascii: "/") }) else { return nil }
      guard let slash = bytes[...end].lastIndex(of: UInt8(ascii: "/")) else { return "." }
      return slash == bytes.startIndex ? "/" : String(path[..<slash])
    }

    /// Locks a folder against other writers until the value or the process ends.
    struct Lock: ~Copyable {
      private let descriptor: CInt
      private let key: String

      private init(_ descriptor: CInt, _ key: String) {
        self.descriptor = descriptor
        self.key = key
      }

      /// Returns when no other process holds the lock.
      static func take(_ folder: borrowing OpenFolder) throws(ObjectStoreError) -> Lock {
        let lock = Lock(try folder.readable(), folder.key)
        while flock(lock.descriptor, LOCK_EX) != 0 {
          guard errno == EINTR else { throw ObjectStoreError(errno: errno, place: lock.key) }
        }
        return lock
      }

      deinit { close(descriptor) }

      /// Returns when the folder's names are on the disk.
      func flush() throws(ObjectStoreError) {
        guard fsync(descriptor) == 0 else { throw ObjectStoreError(errno: errno, place: key) }
      }
    }
  }

  /// The folders and the name of a key's file.
  struct Target {
    let key: String
    /// The names of the folders, from the root.
    let folders: [String]
    let name: String

    /// A key cannot name a hidden file.
    init(_ key: String) throws(ObjectStoreError) {
      var parts = try Self.parts(of: key)
      // There is at least one part.
      let name = parts.removeLast()
      self.key = key
      folders = parts
      self.name = name
    }

    /// Whether a text is a valid key, without splitting it.
    static func check(_ key: String) throws(ObjectStoreError) {
      var isFirst = true
      for byte in key.utf8 {
        if byte == 0 || isFirst && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")) {
          return try refuse(key)
        }
        isFirst = byte == UInt8(ascii: "/")
      }
      if isFirst { try refuse(key) }
    }

    private static func refuse(_ key: String) throws(ObjectStoreError) {
      throw ObjectStoreError(
        code: .invalidKey, place: key, reason: "a part that is empty or begins with a dot")
    }

    static func parts(of path: String) throws(ObjectStoreError) -> [String] {
      try check(path)
      return path.utf8.split(separator: UInt8(ascii: "/")).map {
        String(decoding: $0, as: UTF8.self)
      }
    }
  }

  /// - Throws: `.unreachable` if the lake is missing, `.notFound` if one of the folders is missing,
  ///   `.wrongKind` if one is not a folder.
  func folder(_ names: [String]) throws(ObjectStoreError) -> OpenFolder {
    try OpenFolder(top: root).folder(atKey: names.joined(separator: "/"))
  }

  /// The same, and creates missing folders, including the lake.
  func makeFolder(_ names: [String]) throws(ObjectStoreError) -> OpenFolder {
    try Folder.make(root, flushing: flushes)
    do throws(ObjectStoreError) {
      return try OpenFolder(top: root).folder(atKey: names.joined(separator: "/"))
    } catch {
      guard error.code == .notFound else { throw error }
    }
    var folder = try OpenFolder(top: root)
    for name in names { folder = try folder.makeFolder(name, flushing: flushes) }
    return folder
  }
}

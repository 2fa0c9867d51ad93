#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension DirectoryStore {
  /// The folders that hold a lake's files.
  enum Folder {
    /// Makes a folder and all above it that are missing.
    static func make(_ path: String, key: String, flushing: Bool) throws(ObjectStoreError) {
      if mkdir(path, 0o755) == 0 {
        if flushing { try flushParent(of: path, key: key) }
        return
      }
      switch errno {
      case EEXIST: return
      case ENOENT:
        guard let slash = path.lastSlash, slash > path.startIndex else {
          throw ObjectStoreError(errno: ENOENT, place: key)
        }
        try make(String(path[..<slash]), key: key, flushing: flushing)
        try make(path, key: key, flushing: flushing)
      case let code:
        let error = ObjectStoreError(errno: code, place: key)
        throw ObjectStoreError(
          code: error.code == .notFound ? .unreachable : error.code, place: path,
          reason: error.reason)
      }
    }

    private static func flushParent(of path: String, key: String) throws(ObjectStoreError) {
      guard let slash = path.lastSlash, slash > path.startIndex else { return }
      try Lock.flush(folder: String(path[..<slash]), key: key)
    }

    /// Keeps every other writer out of a folder until the value goes, or the process ends.
    struct Lock: ~Copyable {
      private let descriptor: CInt
      private let key: String

      init(_ folder: String, key: String) throws(ObjectStoreError) {
        descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        self.key = key
        guard descriptor >= 0 else { throw ObjectStoreError(errno: errno, place: key) }
        while flock(descriptor, LOCK_EX) != 0 {
          guard errno == EINTR else { throw ObjectStoreError(errno: errno, place: key) }
        }
      }

      deinit { close(descriptor) }

      /// Returns when the disk has the names that the folder holds.
      func flush() throws(ObjectStoreError) {
        guard fsync(descriptor) == 0 else { throw ObjectStoreError(errno: errno, place: key) }
      }

      static func flush(folder: String, key: String) throws(ObjectStoreError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ObjectStoreError(errno: errno, place: key) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw ObjectStoreError(errno: errno, place: key) }
      }
    }
  }
}

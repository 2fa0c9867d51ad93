import Bytes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension DirectoryStore {
  /// An open file; closed when the value goes.
  struct File: ~Copyable {
    private let descriptor: CInt
    private let key: String

    init(reading path: String, key: String) throws(ObjectStoreError) {
      try self.init(path: path, flags: O_RDONLY | O_CLOEXEC, key: key)
    }

    /// Opens a file for writing and empties it; nil where somebody else writes it.
    init?(claiming path: String, key: String) throws(ObjectStoreError) {
      while true {
        let file = try File(path: path, flags: O_RDWR | O_CREAT | O_CLOEXEC, key: key)
        guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else {
          if errno == EINTR { continue }
          if errno == EWOULDBLOCK { return nil }
          throw file.failure()
        }
        // Whoever wrote it may have finished meanwhile: then it has another name.
        guard try file.isNamed(path) else { continue }
        guard ftruncate(file.descriptor, 0) == 0 else { throw file.failure() }
        self = file
        return
      }
    }

    private func isNamed(_ path: String) throws(ObjectStoreError) -> Bool {
      var (own, named) = (stat(), stat())
      guard fstat(descriptor, &own) == 0 else { throw failure() }
      return stat(path, &named) == 0 && own.st_ino == named.st_ino && own.st_dev == named.st_dev
    }

    private init(path: String, flags: CInt, key: String) throws(ObjectStoreError) {
      descriptor = open(path, flags, 0o644)
      self.key = key
      if descriptor < 0 { throw ObjectStoreError(errno: errno, place: key) }
    }

    deinit { close(descriptor) }

    /// - Throws: `.notFound` for what is no regular file, such as a folder.
    func info() throws(ObjectStoreError) -> ObjectInfo {
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw failure() }
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw ObjectStoreError(code: .notFound, place: key, reason: "it is not a file")
      }
      let (seconds, nanoseconds) = status.modified
      return ObjectInfo(
        byteCount: Int(status.st_size),
        version: ObjectVersion(
          tag: "\(status.st_ino)-\(status.st_size)-\(seconds).\(nanoseconds)"),
        modifiedMilliseconds: Int64(seconds) * 1000 + Int64(nanoseconds / 1_000_000))
    }

    func read(_ range: Range<Int>) throws(ObjectStoreError) -> SharedBytes {
      try SharedBytes(reserving: range.count) { (buffer) throws(ObjectStoreError) in
        var count = 0
        while count < buffer.count {
          let part = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
          let got = pread(
            descriptor, part.baseAddress, part.count, off_t(range.lowerBound + count))
          if got < 0 && errno == EINTR { continue }
          guard got >= 0 else { throw failure() }
          guard got > 0 else {
            throw ObjectStoreError(
              code: .changed, place: key, reason: "the file became shorter while it was read")
          }
          count += got
        }
        return count
      }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(ObjectStoreError) {
      #if os(Linux)
        let rest = bytes.dropFirst(UncachedWriting.write(bytes, to: descriptor))
      #else
        let rest = bytes[...]
      #endif
      guard WholeWriting.write(rest, to: descriptor) else { throw failure() }
    }

    /// Returns when the disk has what was written.
    func flush() throws(ObjectStoreError) {
      guard fsync(descriptor) == 0 else { throw failure() }
    }

    func rename(from old: String, to new: String) throws(ObjectStoreError) {
      #if canImport(Glibc)
        let result = Glibc.rename(old, new)
      #else
        let result = Darwin.rename(old, new)
      #endif
      guard result == 0 else { throw failure() }
    }

    private func failure() -> ObjectStoreError { ObjectStoreError(errno: errno, place: key) }
  }
}

extension stat {
  /// The time of the last change of the content.
  var modified: (seconds: Int, nanoseconds: Int) {
    #if canImport(Glibc)
      (Int(st_mtim.tv_sec), Int(st_mtim.tv_nsec))
    #else
      (Int(st_mtimespec.tv_sec), Int(st_mtimespec.tv_nsec))
    #endif
  }
}

extension ObjectStoreError {
  /// What a system call's error number means for a store.
  package init(errno code: CInt, place: String) {
    let reason = String(cString: strerror(code))
    switch code {
    case ENOENT, ENOTDIR: self.init(code: .notFound, place: place, reason: reason)
    case EACCES, EPERM, EROFS: self.init(code: .forbidden, place: place, reason: reason)
    case ENOSPC, EDQUOT: self.init(code: .full, place: place, reason: reason)
    case ENAMETOOLONG, EISDIR: self.init(code: .invalidKey, place: place, reason: reason)
    default: self.init(code: .failed, place: place, reason: reason)
    }
  }
}

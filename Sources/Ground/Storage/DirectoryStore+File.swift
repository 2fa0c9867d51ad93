import Bytes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension DirectoryStore {
  /// An open file; closed when the value goes.
  struct File: ~Copyable {
    let descriptor: CInt
    private let key: String

    private init(_ descriptor: CInt, key: String) {
      self.descriptor = descriptor
      self.key = key
    }

    /// - Throws: `.notFound` where there is nothing, `.wrongKind` where there is no regular file.
    init(reading name: String, in folder: borrowing OpenFolder) throws(ObjectStoreError) {
      self.init(try folder.openFile(name, O_RDONLY), key: folder.key(of: name))
    }

    /// Opens what a key names in one call; nil where that does not tell enough.
    /// - Throws: `.notFound` where there is nothing.
    init?(reading key: String, below top: borrowing OpenFolder) throws(ObjectStoreError) {
      let file = File(top.openAtOnce(key, O_RDONLY | O_NONBLOCK), key: key)
      guard file.descriptor >= 0 else {
        if errno == ENOENT { throw ObjectStoreError(errno: ENOENT, place: key) }
        return nil
      }
      var status = stat()
      guard fstat(file.descriptor, &status) == 0, EntryKind(status) == .file else { return nil }
      self = file
    }

    /// Opens a file that is in no lake; links are followed.
    /// - Throws: `.notFound` where there is nothing, `.wrongKind` where there is no regular file.
    init(reading path: String) throws(ObjectStoreError) {
      self.init(open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC), key: path)
      guard descriptor >= 0 else { throw failure() }
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw failure() }
      let kind = EntryKind(status)
      guard kind == .file else { throw ObjectStoreError(kind, at: path, expected: .file) }
    }

    /// Opens a file for writing and empties it; nil where somebody else writes it.
    init?(claiming name: String, in folder: borrowing OpenFolder) throws(ObjectStoreError) {
      while true {
        let file = File(try folder.openFile(name, O_RDWR | O_CREAT), key: folder.key(of: name))
        guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else {
          if errno == EINTR { continue }
          if errno == EWOULDBLOCK { return nil }
          throw file.failure()
        }
        // Whoever wrote it may have finished meanwhile: then it has another name.
        guard try file.isNamed(name, in: folder) else { continue }
        guard ftruncate(file.descriptor, 0) == 0 else { throw file.failure() }
        self = file
        return
      }
    }

    private func isNamed(
      _ name: String, in folder: borrowing OpenFolder
    ) throws(ObjectStoreError) -> Bool {
      var own = stat()
      guard fstat(descriptor, &own) == 0 else { throw failure() }
      guard let named = try folder.status(of: name) else { return false }
      return own.st_ino == named.st_ino && own.st_dev == named.st_dev
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func info() throws(ObjectStoreError) -> ObjectInfo {
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw failure() }
      return ObjectInfo(status)
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

    /// What a file of the system says, which has no length of its own.
    func text(_ maxBytes: Int) throws(ObjectStoreError) -> String {
      let bytes = try SharedBytes(reserving: maxBytes) { (buffer) throws(ObjectStoreError) in
        let got = pread(descriptor, buffer.baseAddress, buffer.count, 0)
        guard got >= 0 else { throw failure() }
        return got
      }
      return String(decoding: bytes.array, as: UTF8.self)
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

    private func failure() -> ObjectStoreError { ObjectStoreError(errno: errno, place: key) }
  }
}

extension ObjectInfo {
  /// Of a regular file. Its time is that of the last change of the file's entry, not of its content:
  /// that one anybody may set to what they like.
  init(_ status: stat) {
    let (seconds, nanoseconds) = status.changed
    self.init(
      byteCount: Int(status.st_size),
      version: ObjectVersion(tag: "\(status.st_ino)-\(status.st_size)-\(seconds).\(nanoseconds)"),
      modifiedMilliseconds: Int64(seconds) * 1000 + Int64(nanoseconds / 1_000_000))
  }
}

extension stat {
  /// When the file came to be what, and where, it is, by the system's own clock.
  var changed: (seconds: Int, nanoseconds: Int) {
    #if canImport(Glibc)
      (Int(st_ctim.tv_sec), Int(st_ctim.tv_nsec))
    #else
      (Int(st_ctimespec.tv_sec), Int(st_ctimespec.tv_nsec))
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

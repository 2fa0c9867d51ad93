import Bytes
import Failures

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension DirectoryStore {
  /// An open file; closed with the value.
  struct File: ~Copyable {
    let descriptor: CInt
    private let key: String

    private init(_ descriptor: CInt, key: String) {
      self.descriptor = descriptor
      self.key = key
    }

    /// - Throws: `.notFound` if there is nothing, `.wrongKind` if it is not a regular file.
    init(reading name: String, in folder: borrowing OpenFolder) throws(ObjectStoreError) {
      self.init(try folder.openFile(name, O_RDONLY), key: folder.key(of: name))
    }

    /// Opens the file of a key in one call; `nil` if the call's error is ambiguous.
    /// - Throws: `.notFound` if there is nothing.
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

    /// Opens a file outside of a lake; links are followed.
    /// - Throws: `.notFound` if there is nothing, `.wrongKind` if it is not a regular file.
    init(reading path: String) throws(ObjectStoreError) {
      self.init(open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC), key: path)
      guard descriptor >= 0 else { throw failure() }
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw failure() }
      let kind = EntryKind(status)
      guard kind == .file else { throw ObjectStoreError(kind, at: path, expected: .file) }
    }

    /// Opens and empties a file for writing; `nil` if another process writes it.
    init?(claiming name: String, in folder: borrowing OpenFolder) throws(ObjectStoreError) {
      while true {
        let file = File(try folder.openFile(name, O_RDWR | O_CREAT), key: folder.key(of: name))
        guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else {
          if errno == EINTR { continue }
          if errno == EWOULDBLOCK { return nil }
          throw file.failure()
        }
        // Its writer may have finished meanwhile: then it has another name.
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

    /// Reads a file of the system, such as in `/proc`, which reports no size.
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

    /// Returns when the content is on the disk.
    func flush() throws(ObjectStoreError) {
      guard fsync(descriptor) == 0 else { throw failure() }
    }

    private func failure() -> ObjectStoreError { ObjectStoreError(errno: errno, place: key) }
  }
}

extension ObjectInfo {
  /// The state of a regular file. Its time is the last change of the file's entry, not of its
  /// content, which anybody may set.
  init(_ status: stat) {
    let (seconds, nanoseconds) = status.changed
    self.init(
      byteCount: Int(status.st_size),
      version: ObjectVersion(tag: "\(status.st_ino)-\(status.st_size)-\(seconds).\(nanoseconds)"),
      modifiedMilliseconds: Int64(seconds) * 1000 + Int64(nanoseconds / 1_000_000))
  }
}

extension stat {
  /// When the file got its current content and name, by the system's own clock.
  var changed: (seconds: Int, nanoseconds: Int) {
    #if canImport(Glibc)
      (Int(st_ctim.tv_sec), Int(st_ctim.tv_nsec))
    #else
      (Int(st_ctimespec.tv_sec), Int(st_ctimespec.tv_nsec))
    #endif
  }
}

extension ObjectStoreError {
  /// Translates a system call's error number.
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

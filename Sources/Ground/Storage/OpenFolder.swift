#if os(Linux)
  import CLinux
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder that is open. What lies below it is reached through it, one part of a path at a time,
/// and no symbolic link is followed: no key can lead out of a lake, whoever writes into it meanwhile.
struct OpenFolder: ~Copyable {
  let descriptor: CInt
  /// Its key, without a slash at its end; empty for the folder at the top.
  let key: String

  #if os(Linux)
    /// Opened for what is below it alone (`O_PATH`, which Glibc's module hides): that takes no right
    /// to list it.
    private static let passing: CInt = 0o10000000 | O_DIRECTORY | O_CLOEXEC
  #else
    private static let passing: CInt = O_RDONLY | O_DIRECTORY | O_CLOEXEC
  #endif

  private init(_ descriptor: CInt, key: String) {
    self.descriptor = descriptor
    self.key = key
  }

  /// Opens the folder at the top; that one may be a link.
  /// - Throws: `.unreachable` where it is not there: a lake that does not exist is not an empty one.
  init(top path: String) throws(ObjectStoreError) {
    let descriptor = open(path, Self.passing)
    guard descriptor >= 0 else {
      let error = ObjectStoreError(errno: errno, place: path)
      guard error.code == .notFound else { throw error }
      throw ObjectStoreError(code: .unreachable, place: path, reason: error.reason)
    }
    self.init(descriptor, key: "")
  }

  deinit { close(descriptor) }

  /// The key of what has a name in this folder.
  func key(of name: String) -> String { key.isEmpty ? name : "\(key)/\(name)" }

  /// - Throws: `.notFound` where there is nothing, `.wrongKind` where there is no folder.
  func folder(_ name: String) throws(ObjectStoreError) -> OpenFolder {
    let descriptor = openat(descriptor, name, Self.passing | O_NOFOLLOW)
    guard descriptor >= 0 else { throw failure(errno, opening: name, expected: .folder) }
    return OpenFolder(descriptor, key: key(of: name))
  }

  /// The folder that a key names, which is this one where it is empty.
  consuming func folder(
    atKey key: String
  ) throws(ObjectStoreError) -> OpenFolder {
    if key.isEmpty { return self }
    let descriptor = openAtOnce(key, Self.passing)
    if descriptor >= 0 { return OpenFolder(descriptor, key: key) }
    var folder = self
    for name in key.utf8.split(separator: UInt8(ascii: "/")) {
      folder = try folder.folder(String(decoding: name, as: UTF8.self))
    }
    return folder
  }

  /// Opens what a key below the folder names in one call, where the system can do that without
  /// following links.
  /// - Returns: a descriptor, or -1 with `errno`: only `ENOENT` tells all about it. For the rest the
  ///   way there has to be walked.
  func openAtOnce(_ key: String, _ flags: CInt) -> CInt {
    #if os(Linux)
      return standings_open_below(descriptor, key, flags | O_NOFOLLOW | O_CLOEXEC)
    #else
      errno = ENOSYS
      return -1
    #endif
  }

  /// What a key below the folder names, as far as one call tells.
  /// - Throws: `.notFound` where there is nothing.
  func statusAtOnce(_ key: String) throws(ObjectStoreError) -> stat? {
    #if os(Linux)
      // `O_PATH`: that takes no right to read it, and does nothing to a device.
      let object = openAtOnce(key, 0o10000000)
      guard object >= 0 else {
        if errno == ENOENT { throw ObjectStoreError(errno: ENOENT, place: key) }
        return nil
      }
      defer { close(object) }
      var status = stat()
      return fstat(object, &status) == 0 ? status : nil
    #else
      return nil
    #endif
  }

  /// The folder of that name, which is made where it is missing.
  func makeFolder(_ name: String, flushing: Bool) throws(ObjectStoreError) -> OpenFolder {
    // Who removes it in between does so a few times at most.
    for _ in 0..<16 {
      do throws(ObjectStoreError) {
        return try folder(name)
      } catch {
        guard error.code == .notFound else { throw error }
      }
      if mkdirat(descriptor, name, 0o755) == 0 {
        if flushing { try flush() }
      } else if errno != EEXIST {
        throw ObjectStoreError(errno: errno, place: key(of: name))
      }
    }
    throw ObjectStoreError(
      code: .failed, place: key(of: name), reason: "it was removed again and again meanwhile")
  }

  /// What has that name; `nil` where nothing has. A link is not followed.
  func status(of name: String) throws(ObjectStoreError) -> stat? {
    var status = stat()
    if fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return status }
    if errno == ENOENT { return nil }
    throw ObjectStoreError(errno: errno, place: key(of: name))
  }

  /// Opens a file without waiting, whatever stands there.
  /// - Throws: `.notFound` where there is nothing, `.wrongKind` where there is no regular file.
  func openFile(_ name: String, _ flags: CInt) throws(ObjectStoreError) -> CInt {
    let file = openat(descriptor, name, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw failure(errno, opening: name, expected: .file) }
    var status = stat()
    guard fstat(file, &status) == 0 else {
      let error = ObjectStoreError(errno: errno, place: key(of: name))
      close(file)
      throw error
    }
    let kind = EntryKind(status)
    guard kind == .file else {
      close(file)
      throw ObjectStoreError(kind, at: key(of: name), expected: .file)
    }
    return file
  }

  /// The same folder, open once more.
  func copy() throws(ObjectStoreError) -> OpenFolder {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { throw ObjectStoreError(errno: errno, place: key) }
    return OpenFolder(copy, key: key)
  }

  /// Returns when the disk has the names that the folder holds.
  func flush() throws(ObjectStoreError) {
    let folder = try readable()
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw ObjectStoreError(errno: errno, place: key) }
  }

  /// A descriptor of the folder by which it can be listed, locked and flushed.
  func readable() throws(ObjectStoreError) -> CInt {
    let folder = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw ObjectStoreError(errno: errno, place: key) }
    return folder
  }

  /// What an error number says of opening what has a name.
  private func failure(
    _ code: CInt, opening name: String, expected: EntryKind
  ) -> ObjectStoreError {
    // Links, sockets and what is no folder are refused by different numbers on different systems.
    if code != ENOENT, let status = try? status(of: name) {
      let kind = EntryKind(status)
      if kind != expected { return ObjectStoreError(kind, at: key(of: name), expected: expected) }
    }
    return ObjectStoreError(errno: code, place: key(of: name))
  }
}

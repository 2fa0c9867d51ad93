import Failures

#if os(Linux)
  import CLinux
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An open folder. Everything below it is reached through it, one part of a path at a time, and no
/// symbolic link is followed: no key can lead out of a lake, whoever writes into it meanwhile.
struct OpenFolder: ~Copyable {
  let descriptor: CInt
  /// Its key, without a trailing slash; empty for the root.
  let key: String

  #if os(Linux)
    /// Opened only as a starting point (`O_PATH`, which Glibc's module hides): that needs no right
    /// to list it.
    private static let passing: CInt = 0o10000000 | O_DIRECTORY | O_CLOEXEC
  #else
    private static let passing: CInt = O_RDONLY | O_DIRECTORY | O_CLOEXEC
  #endif

  private init(_ descriptor: CInt, key: String) {
    self.descriptor = descriptor
    self.key = key
  }

  /// Opens the root folder, which may be a link.
  /// - Throws: `.unreachable` if it is missing: a lake that does not exist is not an empty one.
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

  /// The key of an entry of this folder.
  func key(of name: String) -> String { key.isEmpty ? name : "\(key)/\(name)" }

  /// - Throws: `.notFound` if there is nothing, `.wrongKind` if it is not a folder.
  func folder(_ name: String) throws(ObjectStoreError) -> OpenFolder {
    let descriptor = openat(descriptor, name, Self.passing | O_NOFOLLOW)
    guard descriptor >= 0 else { throw failure(errno, opening: name, expected: .folder) }
    return OpenFolder(descriptor, key: key(of: name))
  }

  /// The folder of a key; this one if the key is empty.
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

  /// Opens a key below the folder in one call, if the system can do that without following links.
  /// - Returns: a descriptor, or -1 with `errno`. Only `ENOENT` is conclusive; for other errors the
  ///   path has to be walked.
  func openAtOnce(_ key: String, _ flags: CInt) -> CInt {
    #if os(Linux)
      return standings_open_below(descriptor, key, flags | O_NOFOLLOW | O_CLOEXEC)
    #else
      errno = ENOSYS
      return -1
    #endif
  }

  /// The kind of entry of a key below the folder, as far as one call determines it.
  /// - Throws: `.notFound` if there is nothing.
  func statusAtOnce(_ key: String) throws(ObjectStoreError) -> stat? {
    #if os(Linux)
      // `O_PATH` needs no right to read the entry and does nothing to a device.
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

  /// The folder of that name, created if it is missing.
  func makeFolder(_ name: String, flushing: Bool) throws(ObjectStoreError) -> OpenFolder {
    // Another process can remove it in between a few times at most.
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
      code: .failed, place: key(of: name), reason: "it kept being removed meanwhile")
  }

  /// The entry of that name; `nil` if there is none. Links are not followed.
  func status(of name: String) throws(ObjectStoreError) -> stat? {
    var status = stat()
    if fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return status }
    if errno == ENOENT { return nil }
    throw ObjectStoreError(errno: errno, place: key(of: name))
  }

  /// Opens a file without blocking, whatever it is.
  /// - Throws: `.notFound` if there is nothing, `.wrongKind` if it is not a regular file.
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

  /// The same folder, opened again.
  func copy() throws(ObjectStoreError) -> OpenFolder {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { throw ObjectStoreError(errno: errno, place: key) }
    return OpenFolder(copy, key: key)
  }

  /// Returns when the folder's names are on the disk.
  func flush() throws(ObjectStoreError) {
    let folder = try readable()
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw ObjectStoreError(errno: errno, place: key) }
  }

  /// A descriptor of the folder for listing, locking and flushing.
  func readable() throws(ObjectStoreError) -> CInt {
    let folder = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw ObjectStoreError(errno: errno, place: key) }
    return folder
  }

  /// Translates an error number of opening an entry.
  private func failure(
    _ code: CInt, opening name: String, expected: EntryKind
  ) -> ObjectStoreError {
    // Systems report links, sockets and entries that are no folders with different numbers.
    if code != ENOENT, let status = try? status(of: name) {
      let kind = EntryKind(status)
      if kind != expected { return ObjectStoreError(kind, at: key(of: name), expected: expected) }
    }
    return ObjectStoreError(errno: code, place: key(of: name))
  }
}

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension DirectoryStore {
  /// Begins an object that is written piece by piece. Its folder is made when it takes its place, so
  /// that nothing is left of one that never does.
  package func writer(for key: String) async throws -> any ObjectWriter {
    let target = try Target(key, in: self)
    try Folder.make(root, key: key, flushing: flushes)
    let folder = Self.existing(target.folder)
    removeAbandoned(above: folder, name: target.name, key: key)
    return DirectoryWriter(self, try PartialFile(of: key, in: folder, name: target.name))
  }

  /// Gives an object that was written its place, if the condition holds at that moment.
  func commit(
    _ file: PartialFile, when condition: PutCondition
  ) throws(ObjectStoreError) -> PutOutcome {
    let target = try Target(file.key, in: self)
    if flushes { try file.flush() }
    try Folder.make(target.folder, key: file.key, flushing: flushes)
    let lock = try Folder.Lock(target.folder, key: file.key)
    guard try holds(condition, for: file.key) else { return .conditionFailed }
    try file.rename(to: target.path)
    if flushes { try lock.flush() }
    return .written
  }

  /// Removes the files of processes that were killed before the folder was there: from now on others
  /// are written below.
  private func removeAbandoned(above folder: String, name: String, key: String) {
    var folder = folder[...]
    while folder.utf8.count > root.utf8.count, let slash = folder.lastSlash {
      folder = folder[..<slash]
      PartialFile.removeAbandoned(of: key, in: String(folder), name: name)
    }
  }

  /// The folder, or else the next one above it that exists.
  private static func existing(_ folder: String) -> String {
    var folder = folder[...]
    var status = stat()
    while stat(String(folder), &status) != 0, let slash = folder.lastSlash,
      slash > folder.startIndex
    {
      folder = folder[..<slash]
    }
    return String(folder)
  }

  /// Where the file of a key stands.
  struct Target {
    let path: String
    let folder: String
    let name: String

    init(_ key: String, in store: DirectoryStore) throws(ObjectStoreError) {
      path = try store.path(of: key)
      guard let slash = path.lastSlash else {
        throw ObjectStoreError(code: .invalidKey, place: key, reason: "a key without a folder")
      }
      folder = String(path[..<slash])
      name = String(path.unicodeScalars[slash...].dropFirst())
    }
  }
}

extension StringProtocol {
  /// The last slash. As characters, a slash and a combining mark behind it are one, and no slash.
  var lastSlash: Index? { unicodeScalars.lastIndex(of: "/") }
}

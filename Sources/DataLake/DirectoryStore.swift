package import Bytes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A lake on a disk: a directory whose files are the objects, under exactly their keys.
///
/// Writing is atomic: the bytes go to a hidden file beside the target, are flushed to the disk and
/// then take the target's name, while the folder is locked. Hidden files (`.name`) are never
/// objects.
package struct DirectoryStore: ObjectStore {
  /// The path of the directory.
  package let root: String
  let flushes: Bool

  /// - Parameters:
  ///   - root: the directory; `create` or the first write makes it.
  ///   - flushes: whether each write waits until the disk has it.
  package init(root: String, flushes: Bool = true) {
    self.root = root
    self.flushes = flushes
  }

  /// A call costs about as much as copying this much.
  package var bytesWorthARead: Int { 16 << 10 }

  package func head(_ key: String) async throws -> ObjectInfo? {
    try info(of: key)
  }

  private func info(of key: String) throws(ObjectStoreError) -> ObjectInfo? {
    do throws(ObjectStoreError) {
      return try File(reading: path(of: key), key: key).info()
    } catch {
      if error.code == .notFound { return nil }
      throw error
    }
  }

  package func get(
    _ key: String, range: Range<Int>?, version: ObjectVersion?
  ) async throws -> SharedBytes {
    let file = try File(reading: path(of: key), key: key)
    let info = try file.info()
    if let version, version != info.version {
      throw ObjectStoreError(code: .changed, place: key, reason: "it was written again meanwhile")
    }
    let whole = 0..<info.byteCount
    return try file.read((range ?? whole).clamped(to: whole))
  }

  package func put(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) async throws -> PutOutcome {
    try await BlockingWork.run { try putAtOnce(key, body, when: condition) }
  }

  /// Makes the directory where it is missing, so that a new lake can be listed.
  /// - Throws: `ObjectStoreError`.
  package func create() throws(ObjectStoreError) {
    try Folder.make(root, key: root, flushing: flushes)
  }

  /// Makes a folder of the lake where it is missing.
  /// - Throws: `ObjectStoreError`.
  package func makeFolder(_ key: String) throws(ObjectStoreError) {
    try Folder.make(try path(of: key), key: key, flushing: flushes)
  }

  private func putAtOnce(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) throws(ObjectStoreError) -> PutOutcome {
    let target = try Target(key, in: self)
    try Folder.make(target.folder, key: key, flushing: flushes)
    // Looked at before anything is written, and again when the object takes its place.
    guard try holds(condition, for: key) else { return .conditionFailed }
    let file = try PartialFile(of: key, in: target.folder, name: target.name)
    for piece in body { try file.append(piece) }
    return try commit(file, when: condition)
  }

  func holds(_ condition: PutCondition, for key: String) throws(ObjectStoreError) -> Bool {
    switch condition {
    case .always: true
    case .absent: try info(of: key) == nil
    case .matches(let version): try info(of: key)?.version == version
    }
  }

  /// The file of a key. A key cannot reach outside of the directory or name a hidden file.
  func path(of key: String) throws(ObjectStoreError) -> String {
    for part in key.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard !part.isEmpty, part.first != UInt8(ascii: "."), !part.contains(0) else {
        throw ObjectStoreError(
          code: .invalidKey, place: key, reason: "a part that is empty or begins with a dot")
      }
    }
    return "\(root)/\(key)"
  }
}

package import Bytes
import Concurrency
import Failures

/// A lake on a disk: a directory whose files are the objects, under exactly their keys.
///
/// Writing is atomic: the bytes go to a hidden file beside the target, are flushed to the disk and
/// then get the target's name while the folder is locked. Hidden files (`.name`), links and
/// everything that is not a regular file are never objects. Below the directory no link is
/// followed, for reading or for writing.
package struct DirectoryStore: ObjectStore {
  /// The path of the directory.
  package let root: String
  let flushes: Bool
  let passedOver: PassedOver?

  package typealias PassedOver = @Sendable (ObjectStoreError) -> Void

  /// - Parameters:
  ///   - root: the directory; `create` or the first write creates it.
  ///   - flushes: whether each write waits for the disk.
  ///   - passedOver: called in each listing with entries that cannot be objects, such as links.
  package init(root: String, flushes: Bool = true, passedOver: PassedOver? = nil) {
    self.root = root
    self.flushes = flushes
    self.passedOver = passedOver
  }

  /// A call costs about as much as copying this many bytes.
  package var bytesWorthARead: Int { 16 << 10 }

  package func head(_ key: String) async throws -> ObjectInfo? {
    try Target.check(key)
    do throws(ObjectStoreError) {
      let top = try OpenFolder(top: root)
      if let status = try top.statusAtOnce(key), EntryKind(status) == .file {
        return ObjectInfo(status)
      }
      let target = try Target(key)
      return try folder(target.folders).info(of: target.name)
    } catch {
      if error.code == .notFound { return nil }
      if error.code == .wrongKind { passedOver?(error) }
      throw error
    }
  }

  /// Longer ranges are read on another thread; shorter ones take no longer than the switch.
  private static let bytesAtOnce = 256 << 10

  package func get(
    _ key: String, range: Range<Int>?, version: ObjectVersion?
  ) async throws -> SharedBytes {
    let file = try file(of: key)
    let info = try file.info()
    if let version, version != info.version {
      throw ObjectStoreError(code: .changed, place: key, reason: "it was written again meanwhile")
    }
    let whole = 0..<info.byteCount
    let wanted = (range ?? whole).clamped(to: whole)
    if wanted.count <= Self.bytesAtOnce { return try file.read(wanted) }
    let shared = SharedFile(file)
    return try await BlockingWork.run { try shared.file.read(wanted) }
  }

  private func file(of key: String) throws(ObjectStoreError) -> File {
    try Target.check(key)
    if let file = try File(reading: key, below: OpenFolder(top: root)) { return file }
    let target = try Target(key)
    return try File(reading: target.name, in: folder(target.folders))
  }

  /// A file that another thread reads.
  private final class SharedFile: Sendable {
    let file: File

    init(_ file: consuming File) { self.file = file }
  }

  package func put(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) async throws -> PutOutcome {
    try await BlockingWork.run { try putAtOnce(key, body, when: condition) }
  }

  /// Creates the directory if it is missing, so that a new lake can be listed.
  /// - Throws: `ObjectStoreError`.
  package func create() throws(ObjectStoreError) {
    try Folder.make(root, flushing: flushes)
  }

  /// Creates a folder of the lake if it is missing.
  /// - Throws: `ObjectStoreError`.
  package func makeFolder(_ key: String) throws(ObjectStoreError) {
    _ = try makeFolder(Target.parts(of: key))
  }
}

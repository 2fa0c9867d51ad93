import Bytes
import Concurrency
import Failures

extension DirectoryStore {
  /// Begins an object that is written in pieces. Its folder is created when the object appears, so
  /// that an aborted one leaves nothing.
  package func writer(for key: String) async throws -> any ObjectWriter {
    try await BlockingWork.run {
      let target = try Target(key)
      try Folder.make(root, flushing: flushes)
      return DirectoryWriter(self, try partialFile(of: target))
    }
  }

  /// A file in the folder of a key, or in the nearest existing parent folder.
  private func partialFile(of target: Target) throws(ObjectStoreError) -> PartialFile {
    var folder = try OpenFolder(top: root)
    for name in target.folders {
      do throws(ObjectStoreError) {
        let next = try folder.folder(name)
        // Removes what killed processes left before the folder existed; later objects are written
        // below it.
        PartialFile.removeAbandoned(of: target, in: folder)
        folder = next
      } catch {
        guard error.code == .notFound else { throw error }
        break
      }
    }
    return try PartialFile(of: target, in: folder)
  }

  func putAtOnce(
    _ key: String, _ body: [SharedBytes], when condition: PutCondition
  ) throws(ObjectStoreError) -> PutOutcome {
    let target = try Target(key)
    let folder = try makeFolder(target.folders)
    // Checked before anything is written, and again when the object appears.
    guard try holds(condition, for: target.name, in: folder) else { return .conditionFailed }
    let file = try PartialFile(of: target, in: folder.copy())
    for piece in body { try file.append(piece) }
    return try commit(file, to: target, in: folder, when: condition)
  }

  /// Gives a written object its name if the condition holds at that moment.
  func commit(
    _ file: PartialFile, when condition: PutCondition
  ) throws(ObjectStoreError) -> PutOutcome {
    try commit(file, to: file.target, in: makeFolder(file.target.folders), when: condition)
  }

  private func commit(
    _ file: PartialFile, to target: Target, in folder: borrowing OpenFolder,
    when condition: PutCondition
  ) throws(ObjectStoreError) -> PutOutcome {
    if flushes { try file.flush() }
    let lock = try Folder.Lock.take(folder)
    guard try holds(condition, for: target.name, in: folder) else { return .conditionFailed }
    try file.rename(to: target.name, in: folder)
    if flushes { try lock.flush() }
    return .written
  }

  private func holds(
    _ condition: PutCondition, for name: String, in folder: borrowing OpenFolder
  ) throws(ObjectStoreError) -> Bool {
    let info = try folder.info(of: name)
    return switch condition {
    case .always: true
    case .absent: info == nil
    case .matches(let version): info?.version == version
    }
  }
}

extension OpenFolder {
  /// - Returns: `nil` if there is nothing.
  /// - Throws: `.wrongKind` if it is not a regular file.
  func info(of name: String) throws(ObjectStoreError) -> ObjectInfo? {
    guard let status = try status(of: name) else { return nil }
    let kind = EntryKind(status)
    guard kind == .file else { throw ObjectStoreError(kind, at: key(of: name), expected: .file) }
    return ObjectInfo(status)
  }
}

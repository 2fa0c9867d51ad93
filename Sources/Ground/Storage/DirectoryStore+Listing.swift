import Concurrency
import Failures

extension DirectoryStore {
  package func list(_ prefix: String, delimited: Bool) async throws -> ObjectListing {
    // One folder takes no longer than a switch to another thread.
    if delimited { return try listAtOnce(prefix, delimited: true) }
    return try await BlockingWork.run { try listAtOnce(prefix, delimited: false) }
  }

  private func listAtOnce(
    _ prefix: String, delimited: Bool
  ) throws(ObjectStoreError) -> ObjectListing {
    var listing = ObjectListing()
    let top = try OpenFolder(top: root)
    do throws(ObjectStoreError) {
      let folder = try top.folder(atKey: String(prefix.dropLast()))
      try collect(folder, below: prefix, delimited: delimited, depth: 0, into: &listing)
    } catch {
      guard error.code == .notFound else { throw error }
    }
    listing.keys.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    listing.folders.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return listing
  }

  /// Deeper than any key of a lake.
  private static let maxDepth = 32

  private func collect(
    _ folder: borrowing OpenFolder, below prefix: String, delimited: Bool, depth: Int,
    into listing: inout ObjectListing
  ) throws(ObjectStoreError) {
    guard depth <= Self.maxDepth else {
      passedOver?(.tooDeep(folder.key, Self.maxDepth))
      return
    }
    let content = try FolderEntries(of: folder)
    if let passedOver { content.passedOver.forEach(passedOver) }
    for entry in content.entries {
      let key = prefix + entry.name
      switch (entry.isFolder, delimited) {
      case (false, _): listing.keys.append(key)
      case (true, true): listing.folders.append("\(key)/")
      case (true, false):
        do throws(ObjectStoreError) {
          try collect(
            folder.folder(entry.name), below: "\(key)/", delimited: delimited, depth: depth + 1,
            into: &listing)
        } catch {
          // It disappeared or changed its kind while the others were listed.
          guard error.code == .notFound || error.code == .wrongKind else { throw error }
        }
      }
    }
  }
}

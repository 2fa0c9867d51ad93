#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension DirectoryStore {
  package func list(_ prefix: String, delimited: Bool) async throws -> ObjectListing {
    try requireRoot()
    var listing = ObjectListing()
    try collect(folder: prefix, delimited: delimited, into: &listing)
    listing.keys.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    listing.folders.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return listing
  }

  /// A lake that does not exist is not an empty one.
  private func requireRoot() throws(ObjectStoreError) {
    var status = stat()
    guard stat(root, &status) == 0 else {
      throw ObjectStoreError(
        code: .unreachable, place: root, reason: String(cString: strerror(errno)))
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw ObjectStoreError(code: .unreachable, place: root, reason: "it is not a directory")
    }
  }

  private func collect(
    folder: String, delimited: Bool, into listing: inout ObjectListing
  ) throws(ObjectStoreError) {
    for (name, isFolder) in try LocalFolder.entries("\(root)/\(folder)", key: folder) {
      switch (isFolder, delimited) {
      case (false, _): listing.keys.append(folder + name)
      case (true, true): listing.folders.append("\(folder)\(name)/")
      case (true, false):
        try collect(folder: "\(folder)\(name)/", delimited: delimited, into: &listing)
      }
    }
  }
}

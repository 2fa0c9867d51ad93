#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder of this machine.
package enum LocalFolder {
  /// The files and folders right in a folder, hidden ones left out; none where it is missing.
  /// - Parameters:
  ///   - path: of the folder; a link counts as what it leads to.
  ///   - key: what an error names as its place.
  /// - Throws: `ObjectStoreError` where the folder cannot be read.
  package static func entries(
    _ path: String, key: String
  ) throws(ObjectStoreError) -> [(name: String, isFolder: Bool)] {
    guard let stream = opendir(path) else {
      if errno == ENOENT || errno == ENOTDIR { return [] }
      throw ObjectStoreError(errno: errno, place: key)
    }
    defer { closedir(stream) }
    var found: [(name: String, isFolder: Bool)] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(".") { continue }
      var status = stat()
      guard stat("\(path)/\(name)", &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFREG: found.append((name, false))
      case S_IFDIR: found.append((name, true))
      default: continue
      }
    }
    return found
  }
}

package import Bytes

/// A file of this machine that is in no lake, such as the one an officer hands over.
package enum LocalFile {
  /// All bytes of a file. A link counts as what it leads to; nothing else than a regular file is
  /// read, and what is none is never waited for.
  ///
  /// They are mapped where nobody can change the file meanwhile, else copied into memory.
  /// - Throws: `ObjectStoreError` with the path as its place.
  package static func read(_ path: String) throws(ObjectStoreError) -> SharedBytes {
    let file = try DirectoryStore.File(reading: path)
    let info = try file.info()
    #if os(Linux)
      if let bytes = LeasedMapping.map(file, byteCount: info.byteCount) { return bytes }
    #endif
    return try file.read(0..<info.byteCount)
  }
}

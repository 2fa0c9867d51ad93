package import Bytes

/// A file of this machine outside of a lake, such as one from the command line.
package enum LocalFile {
  /// All bytes of a file. Links are followed. Only regular files are read, and opening never
  /// blocks.
  ///
  /// The bytes are mapped if nobody can change the file meanwhile, otherwise copied into memory.
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

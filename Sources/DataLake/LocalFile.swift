package import Bytes

/// A file of this machine that is in no lake, such as the one an officer hands over.
package enum LocalFile {
  /// All bytes of a file.
  /// - Throws: `ObjectStoreError` with the path as its place.
  package static func read(_ path: String) throws(ObjectStoreError) -> SharedBytes {
    let file = try DirectoryStore.File(reading: path, key: path)
    return try file.read(0..<file.info().byteCount)
  }
}

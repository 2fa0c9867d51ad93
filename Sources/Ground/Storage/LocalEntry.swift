#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An entry at a path of this machine at one moment; a link counts as itself.
package struct LocalEntry: Hashable, Sendable {
  package let kind: EntryKind
  private let device: UInt64
  private let node: UInt64
  private let byteCount: Int64
  private let seconds: Int
  private let nanoseconds: Int

  /// - Throws: `ObjectStoreError`, `.notFound` if there is nothing.
  package init(_ path: String) throws(ObjectStoreError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw ObjectStoreError(errno: errno, place: path) }
    kind = EntryKind(status)
    device = UInt64(truncatingIfNeeded: status.st_dev)
    node = UInt64(status.st_ino)
    byteCount = Int64(status.st_size)
    (seconds, nanoseconds) = status.changed
  }
}

import Bytes
import Storage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file without a name, on the lake's disk, for receiving an upload.
///
/// It disappears with its last user, also if the process is killed. Nobody else can open it, so its
/// pages can be read in place. Belongs to one task at a time.
final class ReceivedFile: @unchecked Sendable {
  private let descriptor: CInt
  private var byteCount = 0

  /// - Parameter folder: the lake's folder.
  init(in folder: String) throws(ObjectStoreError) {
    let unnamed = Self.openUnnamed(in: folder)
    descriptor = unnamed >= 0 ? unnamed : Self.openUnlinked(in: folder)
    guard descriptor >= 0 else { throw ObjectStoreError(errno: errno, place: folder) }
  }

  /// A file that never has a name, if the system and the disk support that.
  private static func openUnnamed(in folder: String) -> CInt {
    #if os(Linux)
      // `O_TMPFILE`, which Glibc's module hides; with `O_EXCL` it can never get a name.
      open(folder, 0o20000000 | O_DIRECTORY | O_RDWR | O_EXCL | O_CLOEXEC, 0o600)
    #else
      -1
    #endif
  }

  /// A file that loses its name at once. A process killed in between leaves it behind, and the next
  /// process may have the same number, so the name is random.
  private static func openUnlinked(in folder: String) -> CInt {
    let path = "\(folder)/.upload.\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if file >= 0 { unlink(path) }
    return file
  }

  deinit { close(descriptor) }

  func write(_ bytes: UnsafeRawBufferPointer) throws(ObjectStoreError) {
    guard WholeWriting.write(bytes[...], to: descriptor) else {
      throw ObjectStoreError(errno: errno, place: "the upload")
    }
    byteCount += bytes.count
  }

  /// Everything written; nothing may be written afterwards.
  func bytes() throws(ObjectStoreError) -> SharedBytes {
    guard byteCount > 0 else { return SharedBytes([UInt8]()) }
    let start = mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let start, start != MAP_FAILED else {
      throw ObjectStoreError(errno: errno, place: "the upload")
    }
    let (address, count) = (UInt(bitPattern: start), byteCount)
    return SharedBytes(UnsafeRawBufferPointer(start: start, count: count)) {
      munmap(UnsafeMutableRawPointer(bitPattern: address), count)
    }
  }
}

import Bytes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct FileError: Error {
  let path: String
  let code: Int32
}

/// A whole file at once.
func readFile(_ path: String) throws -> [UInt8] {
  let descriptor = open(path, O_RDONLY)
  guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
  defer { close(descriptor) }
  let size = Int(lseek(descriptor, 0, SEEK_END))
  var bytes = [UInt8](repeating: 0, count: size)
  var filled = 0
  while filled < size {
    let count = bytes.withUnsafeMutableBytes { buffer in
      pread(descriptor, buffer.baseAddress.map { $0 + filled }, size - filled, off_t(filled))
    }
    guard count > 0 else { throw FileError(path: path, code: errno) }
    filled += count
  }
  return bytes
}

func writeFile(_ path: String, _ pieces: [SharedBytes]) throws {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
  guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
  defer { close(descriptor) }
  for piece in pieces where !piece.isEmpty {
    let count = piece.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard count == piece.count else { throw FileError(path: path, code: errno) }
  }
}

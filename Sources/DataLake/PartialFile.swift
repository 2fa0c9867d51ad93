import Bytes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A hidden file that becomes an object once it is whole.
///
/// Its name follows from the object's, and it is locked as long as somebody writes it: what a killed
/// process left behind is locked no more, and the next attempt writes over it. Belongs to one task
/// at a time.
final class PartialFile: @unchecked Sendable {
  let key: String
  private let path: String
  private let file: DirectoryStore.File
  private var isRenamed = false
  private var isFlushed = false
  private var staging: Staging
  /// How many bytes were appended.
  private(set) var byteCount = 0

  /// How many may be written at once that would have the same name.
  private static let attempts = 1_000

  /// - Parameters:
  ///   - folder: where the hidden file stands, on the same disk as the target.
  ///   - name: the last part of the key.
  init(of key: String, in folder: String, name: String) throws(ObjectStoreError) {
    self.key = key
    staging = Staging()
    for attempt in 0..<Self.attempts {
      let path = Self.path(of: name, in: folder, attempt: attempt)
      if let file = try DirectoryStore.File(claiming: path, key: key) {
        self.path = path
        self.file = file
        return
      }
    }
    throw ObjectStoreError(
      code: .failed, place: key, reason: "\(Self.attempts) others are writing it")
  }

  deinit {
    if !isRenamed { unlink(path) }
  }

  private static func path(of name: String, in folder: String, attempt: Int) -> String {
    "\(folder)/.\(name)\(attempt == 0 ? "" : ".\(attempt)").partial"
  }

  /// Removes what a killed process left in a folder and nobody will write over.
  static func removeAbandoned(of key: String, in folder: String, name: String) {
    guard access(path(of: name, in: folder, attempt: 0), F_OK) == 0 else { return }
    // Claimed, so that nobody writes it, and let go without having become an object.
    _ = try? PartialFile(of: key, in: folder, name: name)
  }

  /// Large pieces go to the disk past the page cache; others are gathered until they are large.
  func append(_ bytes: SharedBytes) throws(ObjectStoreError) {
    byteCount += bytes.count
    try bytes.withUnsafeBytes { (bytes) throws(ObjectStoreError) in
      try staging.append(bytes) { (bytes) throws(ObjectStoreError) in try file.write(bytes) }
    }
  }

  /// A part of what was appended.
  func read(_ range: Range<Int>) throws(ObjectStoreError) -> SharedBytes {
    try writeStaged()
    return try file.read(range)
  }

  /// Returns when the disk has all that was appended.
  func flush() throws(ObjectStoreError) {
    try writeStaged()
    if isFlushed { return }
    try file.flush()
    isFlushed = true
  }

  /// Gives the file the name of its object.
  func rename(to target: String) throws(ObjectStoreError) {
    try writeStaged()
    try file.rename(from: path, to: target)
    isRenamed = true
  }

  private func writeStaged() throws(ObjectStoreError) {
    try staging.empty { (bytes) throws(ObjectStoreError) in try file.write(bytes) }
  }
}

/// Memory in which pieces are gathered to blocks as large, and standing in memory as evenly, as is
/// wanted for writing past the page cache.
private struct Staging: ~Copyable {
  private static let byteCount = UncachedWriting.leastByteCount

  typealias Write = (UnsafeRawBufferPointer) throws(ObjectStoreError) -> Void

  /// Made when it is needed first: most objects are small.
  private var block: UnsafeMutableRawBufferPointer?
  private var count = 0

  deinit { block?.deallocate() }

  mutating func append(
    _ bytes: UnsafeRawBufferPointer, _ write: Write
  ) throws(ObjectStoreError) {
    if count == 0, bytes.count >= Self.byteCount { return try write(bytes) }
    let block =
      block ?? .allocate(byteCount: Self.byteCount, alignment: UncachedWriting.alignment)
    self.block = block
    var rest = bytes
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(block.count - count))
      UnsafeMutableRawBufferPointer(rebasing: block[count...]).copyMemory(from: part)
      count += part.count
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(part.count))
      if count == block.count { try empty(write) }
    }
  }

  mutating func empty(_ write: Write) throws(ObjectStoreError) {
    guard let block, count > 0 else { return }
    try write(UnsafeRawBufferPointer(rebasing: block[..<count]))
    count = 0
  }
}

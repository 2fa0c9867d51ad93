import Bytes
import Concurrency
import Failures

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A hidden file that becomes an object when it is complete.
///
/// Its name is derived from the object's, and it is locked while it is written. A killed process
/// leaves it unlocked, and the next attempt overwrites it. Belongs to one task at a time.
final class PartialFile: @unchecked Sendable {
  let target: DirectoryStore.Target
  private let folder: OpenFolder
  private let name: String
  private let file: DirectoryStore.File
  private var isRenamed = false
  private var isFlushed = false
  private var staging: Staging
  /// The appended bytes.
  private(set) var byteCount = 0

  /// How many files of the same object may be written at once.
  private static let attempts = 1_000

  /// - Parameter folder: the folder of the hidden file, on the same disk as the target.
  init(
    of target: DirectoryStore.Target, in folder: consuming OpenFolder
  ) throws(ObjectStoreError) {
    self.target = target
    staging = Staging()
    for attempt in 0..<Self.attempts {
      let name = Self.name(of: target, attempt: attempt)
      if let file = try DirectoryStore.File(claiming: name, in: folder) {
        self.name = name
        self.file = file
        self.folder = folder
        return
      }
    }
    throw ObjectStoreError(
      code: .failed, place: target.key, reason: "\(Self.attempts) others are writing it")
  }

  deinit {
    if !isRenamed { unlinkat(folder.descriptor, name, 0) }
  }

  private static func name(of target: DirectoryStore.Target, attempt: Int) -> String {
    ".\(target.name)\(attempt == 0 ? "" : ".\(attempt)").partial"
  }

  /// Whether a name is one of a hidden file.
  static func isName(_ name: String) -> Bool {
    name.utf8.first == UInt8(ascii: ".") && name.utf8.suffix(8).elementsEqual(".partial".utf8)
  }

  /// Removes what a killed process left in a folder and nobody will overwrite.
  static func removeAbandoned(
    of target: DirectoryStore.Target, in folder: borrowing OpenFolder
  ) {
    removeAbandoned(name(of: target, attempt: 0), in: folder)
  }

  /// Removes a hidden file that no process writes.
  static func removeAbandoned(_ name: String, in folder: borrowing OpenFolder) {
    guard (try? folder.status(of: name)) != nil,
      let hinted = try? DirectoryStore.File(claiming: name, in: folder)
    else { return }
    unlinkat(folder.descriptor, name, 0)
    _ = consume hinted
  }

  /// Large pieces bypass the page cache; smaller ones are gathered until they are large.
  func append(_ bytes: SharedBytes) throws(ObjectStoreError) {
    byteCount += bytes.count
    try bytes.withUnsafeBytes { (bytes) throws(ObjectStoreError) in
      try staging.append(bytes) { (bytes) throws(ObjectStoreError) in try file.write(bytes) }
    }
  }

  /// A range of the appended bytes.
  func read(_ range: Range<Int>) throws(ObjectStoreError) -> SharedBytes {
    try writeStaged()
    return try file.read(range)
  }

  /// Returns when everything appended is on the disk.
  func flush() throws(ObjectStoreError) {
    try writeStaged()
    if isFlushed { return }
    try file.flush()
    isFlushed = true
  }

  /// Gives the file the name of its object.
  func rename(
    to target: String, in targetFolder: borrowing OpenFolder
  ) throws(ObjectStoreError) {
    try writeStaged()
    guard renameat(folder.descriptor, name, targetFolder.descriptor, target) == 0 else {
      throw ObjectStoreError(errno: errno, place: self.target.key)
    }
    isRenamed = true
  }

  private func writeStaged() throws(ObjectStoreError) {
    try staging.empty { (bytes) throws(ObjectStoreError) in try file.write(bytes) }
  }
}

/// A buffer that gathers pieces into blocks of the size and alignment that writing past the page
/// cache needs.
private struct Staging: ~Copyable {
  private static let byteCount = UncachedWriting.minByteCount

  typealias Write = (UnsafeRawBufferPointer) throws(ObjectStoreError) -> Void

  /// Allocated on first use: most objects are small.
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

/// An object of a directory that is written in pieces to a hidden file.
actor DirectoryWriter: ObjectWriter {
  private let store: DirectoryStore
  private let file: PartialFile
  /// Pieces on their way to the file, off the shared threads.
  private var writing: Task<Void, any Error>?

  init(_ store: DirectoryStore, _ file: PartialFile) {
    self.store = store
    self.file = file
  }

  func write(_ pieces: [SharedBytes]) async throws {
    try await writing?.value
    writing = Task { [file] in
      try await BlockingWork.run { for piece in pieces { try file.append(piece) } }
    }
  }

  func read(_ range: Range<Int>) async throws -> SharedBytes {
    try await writing?.value
    return try await BlockingWork.run { [file] in try file.read(range) }
  }

  func commit(when condition: PutCondition) async throws -> PutOutcome {
    try await writing?.value
    return try await BlockingWork.run { [store, file] in
      try store.commit(file, when: condition)
    }
  }
}

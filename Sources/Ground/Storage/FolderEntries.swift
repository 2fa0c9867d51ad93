import Failures

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The entries of a folder without hidden ones.
package struct FolderEntries: Sendable {
  package struct Entry: Hashable, Sendable {
    package let name: String
    package let isFolder: Bool
  }

  /// The files and folders, sorted by the bytes of their names.
  package var entries: [Entry] = []
  /// Other entries and entries whose names cannot be keys: the place, and what was found.
  package var passedOver: [ObjectStoreError] = []
}

extension FolderEntries {
  /// - Throws: `ObjectStoreError` if the folder cannot be read.
  init(of folder: borrowing OpenFolder) throws(ObjectStoreError) {
    try folder.forEachName { (name, type) throws(ObjectStoreError) in
      if name.first == UInt8(ascii: ".") { return }
      guard let text = String(validating: name, as: UTF8.self) else {
        passedOver.append(.unnamed(name, in: folder.key))
        return
      }
      guard let kind = try folder.kind(of: text, told: type) else { return }
      switch kind {
      case .file, .folder: entries.append(Entry(name: text, isFolder: kind == .folder))
      default: passedOver.append(ObjectStoreError(kind, at: folder.key(of: text), expected: .file))
      }
    }
    entries.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The entries of a folder below another one; none if it does not exist.
  /// - Parameters:
  ///   - key: the folder's key, empty or without a trailing slash; no link on the way is followed.
  ///   - top: a folder of this machine.
  /// - Throws: `ObjectStoreError` if it cannot be read.
  package init(of key: String, below top: String) throws(ObjectStoreError) {
    self.init()
    do throws(ObjectStoreError) {
      self = try FolderEntries(of: OpenFolder(top: top).folder(atKey: key))
    } catch {
      guard error.code == .notFound else { throw error }
    }
  }
}

extension OpenFolder {
  /// Calls `body` with the bytes of each name in the folder, including hidden ones, and the entry's
  /// type.
  func forEachName(
    _ body: (_ name: [UInt8], _ type: UInt8) throws(ObjectStoreError) -> Void
  ) throws(ObjectStoreError) {
    guard let stream = fdopendir(try readable()) else {
      throw ObjectStoreError(errno: errno, place: key)
    }
    defer { closedir(stream) }
    while true {
      // Only `errno` distinguishes the end from a failure.
      errno = 0
      guard let entry = readdir(stream) else {
        if errno == 0 { return }
        throw ObjectStoreError(errno: errno, place: key)
      }
      let name = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      try body(name, entry.pointee.d_type)
    }
  }

  /// - Parameter type: what the folder itself reports, which nearly always saves a call.
  /// - Returns: `nil` if the entry disappeared.
  fileprivate func kind(of name: String, told type: UInt8) throws(ObjectStoreError) -> EntryKind? {
    switch Int(type) {
    case Int(DT_REG): .file
    case Int(DT_DIR): .folder
    case Int(DT_LNK): .link
    default: try status(of: name).map { EntryKind($0) }
    }
  }
}

extension ObjectStoreError {
  /// A name that is not UTF-8 and so cannot be part of a key.
  package static func unnamed(_ name: [UInt8], in folder: String) -> ObjectStoreError {
    let escaped = name.map { byte in
      (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\\")
        ? String(UnicodeScalar(byte)) : "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    return ObjectStoreError(
      code: .wrongKind, place: folder.isEmpty ? escaped : "\(folder)/\(escaped)",
      reason: "found a name that is not UTF-8, expected one that is")
  }
}

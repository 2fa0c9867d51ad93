import Concurrency

extension DirectoryStore {
  /// Removes the hidden files of killed writers at the root and below some of its folders.
  ///
  /// A file that a process writes is locked and stays. Unreadable folders are skipped.
  /// - Parameters:
  ///   - folders: names of folders at the root.
  ///   - beginning: name prefix of further files at the root to remove.
  package func removeAbandoned(below folders: [String], and beginning: String) async {
    try? await BlockingWork.run {
      let top = try OpenFolder(top: root)
      Self.sweep(top, of: beginning)
      Self.sweep(top)
      for name in folders {
        if let folder = try? top.folder(name) { Self.sweepAll(folder, depth: 0) }
      }
    }
  }

  /// Removes the hidden files of killed writers below some folders, and in their parent folders.
  /// - Parameter prefixes: paths from the root, such as `raw/source=rok_players/`.
  package func removeAbandoned(along prefixes: [String]) async {
    try? await BlockingWork.run {
      Self.sweep(try OpenFolder(top: root))
      for prefix in prefixes {
        sweep(along: prefix.split(separator: "/").map { String($0) })
      }
    }
  }

  private func sweep(along names: [String]) {
    guard var folder = try? OpenFolder(top: root) else { return }
    for name in names.dropLast() {
      guard let next = try? folder.folder(name) else { return }
      folder = next
      Self.sweep(folder)
    }
    guard let name = names.last, let last = try? folder.folder(name) else { return }
    Self.sweepAll(last, depth: 0)
  }

  /// Deeper than any key of a lake.
  private static let maxDepth = 8

  private static func sweepAll(_ folder: borrowing OpenFolder, depth: Int) {
    sweep(folder)
    guard depth < maxDepth, let content = try? FolderEntries(of: folder) else { return }
    for entry in content.entries where entry.isFolder {
      if let below = try? folder.folder(entry.name) { sweepAll(below, depth: depth + 1) }
    }
  }

  /// - Parameter beginning: name prefix of the files to remove; by default that of partial files.
  private static func sweep(_ folder: borrowing OpenFolder, of beginning: String? = nil) {
    var abandoned: [String] = []
    try? folder.forEachName { (name, _) throws(ObjectStoreError) in
      guard let text = String(validating: name, as: UTF8.self) else { return }
      let isMeant =
        beginning.map { text.utf8.starts(with: $0.utf8) } ?? PartialFile.isName(text)
      if isMeant { abandoned.append(text) }
    }
    for name in abandoned { PartialFile.removeAbandoned(name, in: folder) }
  }
}

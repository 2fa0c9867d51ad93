package import Rankings

extension DirectoryStore {
  /// Removes the hidden files that writers which were killed have left anywhere in the lake; those
  /// that somebody writes are locked. What cannot be looked at is left. The inbox is other people's.
  package func removeAbandoned() async {
    try? await BlockingWork.run {
      let top = try OpenFolder(top: root)
      Self.sweep(top, of: ".upload.")
      Self.sweep(top)
      for area in LakeArea.allCases where area != .inbox {
        if let folder = try? top.folder(area.rawValue) { Self.sweepAll(folder, depth: 0) }
      }
    }
  }

  /// The same of a snapshot's folders, and of those above them.
  package func removeAbandoned(of snapshot: SnapshotID) async {
    try? await BlockingWork.run {
      Self.sweep(try OpenFolder(top: root))
      for area in LakeArea.allCases where area != .inbox {
        let names = LakePrefix.snapshot(area, snapshot).description.split(separator: "/")
        sweep(along: names.map { String($0) })
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

  /// Deeper than any key of a lake goes.
  private static let maxDepth = 8

  private static func sweepAll(_ folder: borrowing OpenFolder, depth: Int) {
    sweep(folder)
    guard depth < maxDepth, let content = try? FolderEntries(of: folder) else { return }
    for entry in content.entries where entry.isFolder {
      if let below = try? folder.folder(entry.name) { sweepAll(below, depth: depth + 1) }
    }
  }

  /// - Parameter beginning: of the names of what is removed; those of partial files by default.
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

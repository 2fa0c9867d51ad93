#if Server && os(Linux)
  import Glibc

  /// Which files were seen lately, and what they were.
  struct RecentFiles {
    private var versions: [String: FileVersion] = [:]
    /// The files in the order in which they were seen first, and where the next one goes.
    private var files: [String] = []
    private var next = 0

    private static let most = 512

    /// - Returns: whether the file is not what it was when it was seen before.
    mutating func remember(_ file: String, _ version: FileVersion?) -> Bool {
      guard let version else { return true }
      let before = versions.updateValue(version, forKey: file)
      if before == nil { add(file) }
      return before != version
    }

    mutating func forget(_ file: String) { versions[file] = nil }

    mutating func forget(below folder: String) {
      for file in versions.keys where file.hasPrefix("\(folder)/") { versions[file] = nil }
    }

    private mutating func add(_ file: String) {
      if files.count < Self.most { return files.append(file) }
      if files[next] != file { versions[files[next]] = nil }
      files[next] = file
      next = (next + 1) % Self.most
    }
  }

  /// By which one knows whether a file is the one that was seen before.
  struct FileVersion: Equatable {
    private let node: ino_t
    private let byteCount: off_t
    private let seconds: Int
    private let nanoseconds: Int

    /// - Returns: `nil` where there is no such file.
    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      node = status.st_ino
      byteCount = status.st_size
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
    }
  }
#endif

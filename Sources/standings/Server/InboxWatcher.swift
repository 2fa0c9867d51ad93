#if Server
  import Dispatch

  #if canImport(Glibc)
    import Glibc
  #else
    import Darwin
  #endif

  /// Tells which files of an inbox are complete, as they become so.
  ///
  /// On Linux the kernel says when a writer closes a file or moves one in (inotify). Elsewhere the
  /// folder is looked through every second, and a file counts once it has rested that long.
  final class InboxWatcher: Sendable {
    /// Paths below the root, of files that were there from the start and of those that come.
    let files: AsyncStream<String>
    private let source: any Sendable & Cancellable

    /// - Parameter root: the folder to watch with everything below it; it must exist.
    /// - Returns: `nil` where the system gives no watch.
    init?(root: String) {
      let (files, continuation) = AsyncStream.makeStream(of: String.self)
      self.files = files
      #if os(Linux)
        guard let source = InotifySource(root: root, found: { continuation.yield($0) }) else {
          return nil
        }
      #else
        let source = RestingFileSource(root: root, found: { continuation.yield($0) })
      #endif
      self.source = source
      source.start()
      continuation.onTermination = { _ in source.cancel() }
    }
  }

  protocol Cancellable {
    func cancel()
  }

  /// The files and folders right in a folder, hidden ones left out.
  enum FolderContent {
    static func entries(of path: String) -> [(name: String, isFolder: Bool)] {
      guard let stream = opendir(path) else { return [] }
      defer { closedir(stream) }
      var entries: [(name: String, isFolder: Bool)] = []
      while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        var status = stat()
        guard !name.hasPrefix("."), stat("\(path)/\(name)", &status) == 0 else { continue }
        entries.append((name, status.st_mode & S_IFMT == S_IFDIR))
      }
      return entries
    }
  }
#endif

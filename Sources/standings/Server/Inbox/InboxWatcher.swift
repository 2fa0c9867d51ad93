#if Server
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
        let source = InotifySource(root: root, name: "standings.inbox") { finding in
          if case .appeared(let file) = finding { continuation.yield(file) }
        }
        guard let source else { return nil }
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
#endif

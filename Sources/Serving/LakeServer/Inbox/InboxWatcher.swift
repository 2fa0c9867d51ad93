/// Reports the complete files of an inbox.
///
/// On Linux the kernel reports when a writer closes a file or moves one in (inotify). Elsewhere the
/// folder is polled every second, and a file counts when it has not changed for that long.
final class InboxWatcher: Sendable {
  /// Paths below the root, of existing files and of arrivals; and entries that are no files.
  let findings: AsyncStream<WatchFinding>
  private let continuation: AsyncStream<WatchFinding>.Continuation
  private let source: any Sendable & Cancellable

  /// - Parameters:
  ///   - root: the existing folder to watch recursively.
  ///   - report: prints a line for people.
  /// - Returns: `nil` if the system grants no watch.
  init?(root: String, report: @escaping @Sendable (String) -> Void = { _ in }) {
    let (findings, continuation) = AsyncStream.makeStream(of: WatchFinding.self)
    self.findings = findings
    self.continuation = continuation
    #if os(Linux)
      let source = InotifySource(root: root, name: "standings.inbox", report: report) {
        continuation.yield($0)
      }
      guard let source else { return nil }
    #else
      let source = PollingSource(root: root) { continuation.yield($0) }
    #endif
    self.source = source
    source.start()
    continuation.onTermination = { _ in source.cancel() }
  }

  /// Reports a file again.
  func retry(_ file: WatchedFile) { continuation.yield(.file(file)) }
}

protocol Cancellable {
  func cancel()
}

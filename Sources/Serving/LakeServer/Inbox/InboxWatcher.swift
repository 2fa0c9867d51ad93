/// Tells which files of an inbox are complete, as they become so.
///
/// On Linux the kernel says when a writer closes a file or moves one in (inotify). Elsewhere the
/// folder is looked through every second, and a file counts once it has rested that long.
final class InboxWatcher: Sendable {
  /// Paths below the root, of files that were there from the start and of those that come; and
  /// what is none.
  let findings: AsyncStream<WatchFinding>
  private let continuation: AsyncStream<WatchFinding>.Continuation
  private let source: any Sendable & Cancellable

  /// - Parameters:
  ///   - root: the folder to watch with everything below it; it must exist.
  ///   - report: prints a line for people.
  /// - Returns: `nil` where the system gives no watch.
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

  /// Tells of a file once more.
  func retry(_ file: WatchedFile) { continuation.yield(.file(file)) }
}

protocol Cancellable {
  func cancel()
}

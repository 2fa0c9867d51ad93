import DataLake

/// Tells of every change of the snapshots and the reports of a lake in a folder, whoever makes it.
package final class LakeWatcher: Sendable {
  #if os(Linux)
    private let source: InotifySource

    /// - Parameters:
    ///   - root: the folder of the lake.
    ///   - report: prints a line for people.
    ///   - changed: told of each change; `nil` stands for changes that nobody knows.
    /// - Returns: `nil` where the system gives no watch.
    package init?(
      root: String, report: @escaping @Sendable (String) -> Void,
      changed: @escaping @Sendable (LakeEvent?) -> Void
    ) {
      let areas: Set = [LakeArea.curated.rawValue, LakeArea.reports.rawValue]
      let source = InotifySource(
        root: root, name: "standings.lake", looksForRemovals: true,
        enters: { areas.contains(String($0.prefix { $0 != "/" })) },
        report: report,
        found: { finding in
          switch finding {
          case .file(let file):
            if let event = LakeEvent(path: file.path) { changed(event) }
          case .went(let path):
            if let event = LakeEvent(path: path) { changed(event) }
          case .missedSome: changed(nil)
          // Whoever reads it says so.
          case .passedOver: break
          }
        })
      guard let source else { return nil }
      self.source = source
      guard source.start() else {
        source.cancel()
        return nil
      }
    }

    package func cancel() { source.cancel() }
  #else
    /// Elsewhere nobody tells of changes without looking for them all the time.
    package init?(
      root: String, report: @escaping @Sendable (String) -> Void,
      changed: @escaping @Sendable (LakeEvent?) -> Void
    ) { return nil }

    package func cancel() {}
  #endif
}

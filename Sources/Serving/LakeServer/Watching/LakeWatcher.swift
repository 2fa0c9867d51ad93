import DataLake

/// Reports every change of the snapshots and reports in a local lake, whoever makes it.
package final class LakeWatcher: Sendable {
  #if os(Linux)
    private let source: InotifySource

    /// - Parameters:
    ///   - root: the lake's folder.
    ///   - report: prints a line for people.
    ///   - changed: called with each change; `nil` stands for unknown changes.
    /// - Returns: `nil` if the system grants no watch.
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
          // The reader reports it.
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
    /// Other systems report no changes without constant polling.
    package init?(
      root: String, report: @escaping @Sendable (String) -> Void,
      changed: @escaping @Sendable (LakeEvent?) -> Void
    ) { return nil }

    package func cancel() {}
  #endif
}

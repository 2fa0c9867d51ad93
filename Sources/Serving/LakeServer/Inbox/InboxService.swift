import DataLake
import ServiceLifecycle
package import Storage

/// Ingests the inbox's files and new arrivals, one after the other.
package struct InboxService: Service {
  private let inbox: Inbox
  private let report: @Sendable (String) -> Void

  /// Creates the inbox if it is missing.
  package init(_ ingestion: LakeIngestion) throws(ObjectStoreError) {
    inbox = Inbox(ingestion)
    report = ingestion.report
    try inbox.prepare()
  }

  /// Runs until it is asked to end. A file in progress is finished.
  package func run() async throws {
    guard let watcher = InboxWatcher(root: inbox.folder, report: report) else {
      report("warning: the inbox cannot be watched; new files are seen at the next start")
      try await gracefulShutdown()
      return
    }
    await withDiscardingTaskGroup { pauses in
      pauses.addTask { await inbox.store.removeAbandoned() }
      for await finding in watcher.findings.cancelOnGracefulShutdown() {
        switch finding {
        case .file(let file):
          guard let pause = await inbox.ingest(file) else { continue }
          // The others do not wait meanwhile.
          pauses.addTask {
            try? await Task.sleep(for: pause)
            watcher.retry(file)
          }
        case .passedOver(let reason): inbox.leaveAlone(reason)
        case .went, .missedSome: continue
        }
      }
      pauses.cancelAll()
    }
  }
}

import DataLake
import ServiceLifecycle
package import Storage

/// Ingests what lies in the inbox and what is dropped there, one file after the other.
package struct InboxService: Service {
  private let inbox: Inbox
  private let report: @Sendable (String) -> Void

  /// Makes the inbox where the lake has none.
  package init(_ ingestion: LakeIngestion) throws(ObjectStoreError) {
    inbox = Inbox(ingestion)
    report = ingestion.report
    try inbox.prepare()
  }

  /// Runs until it is told to end. A file that is being ingested then is finished.
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

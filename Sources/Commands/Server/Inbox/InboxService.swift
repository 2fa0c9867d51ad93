import DataLake
import ServiceLifecycle

/// Ingests what lies in the inbox and what is dropped there, one file after the other.
struct InboxService: Service {
  let inbox: Inbox

  func run() async throws {
    guard let watcher = InboxWatcher(root: inbox.folder) else {
      Terminal.printError(
        "warning: the inbox cannot be watched; new files are seen at the next start")
      try await gracefulShutdown()
      return
    }
    await withDiscardingTaskGroup { pauses in
      pauses.addTask { await inbox.store.removeAbandoned() }
      // A file that is being ingested when the signal comes is finished; no new one is begun.
      for await finding in watcher.findings.cancelOnGracefulShutdown() {
        switch finding {
        case .file(let file):
          guard let pause = await inbox.ingest(file) else { continue }
          // The others do not wait meanwhile.
          pauses.addTask {
            try? await Task.sleep(for: pause)
            watcher.tellAgain(file)
          }
        case .passedOver(let reason): inbox.leaveAlone(reason)
        case .went, .missedSome: continue
        }
      }
      pauses.cancelAll()
    }
  }
}

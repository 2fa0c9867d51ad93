#if Server
  import ServiceLifecycle

  /// Ingests what lies in the inbox and what is dropped there, one file after the other.
  struct InboxService: Service {
    let inbox: Inbox

    func run() async throws {
      guard let watcher = InboxWatcher(root: inbox.folder) else {
        Terminal.tell("warning: the inbox cannot be watched; new files are seen at the next start")
        try await gracefulShutdown()
        return
      }
      // A file that is being ingested when the signal comes is finished; no new one is begun.
      for await file in watcher.files.cancelOnGracefulShutdown() {
        await inbox.ingest(file)
      }
    }
  }
#endif

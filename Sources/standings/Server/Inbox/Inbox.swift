#if Server
  import DataLake
  import Ingestion
  import Machine
  import Rankings

  #if canImport(Glibc)
    import Glibc
  #else
    import Darwin
  #endif

  /// The folder of a local lake where officers drop their exports.
  struct Inbox {
    let store: DirectoryStore
    let pipeline: IngestionPipeline
    /// For the pipeline, shared with whoever else gives uploads to it.
    let turns: Turns
    /// Told when an upload has been handled.
    let changed: @Sendable () -> Void

    var folder: String { "\(store.root)/\(LakeArea.inbox.rawValue)" }

    /// Makes the folder where it is missing, so that it can be watched.
    /// - Throws: `ObjectStoreError`.
    func prepare() async throws {
      try store.makeFolder(LakeArea.inbox.rawValue)
    }

    /// Ingests a file unless that was done already; says what came of it, and never fails.
    /// - Parameter file: a path below the inbox.
    func ingest(_ file: String) async {
      let key = "\(LakePrefix.area(.inbox))\(file)"
      do {
        guard let event = try await event(for: key), try await !pipeline.isDone(event) else {
          return
        }
        let upload = try await store.get(key)
        let report = try await turns.take {
          defer { changed() }
          return try await pipeline.ingest(upload, of: event)
        }
        Terminal.tell("\(MachineClock.now) \(ReportText.line(report, file: key))")
      } catch let error as LakeKeyError {
        Terminal.tell(
          Terminal.printable(
            """
            \(MachineClock.now) \(key) was left alone: found "\(error.part)", \
            expected \(error.expected)
            """))
      } catch {
        Terminal.tell(Terminal.printable("\(MachineClock.now) \(key) was not ingested: \(error)"))
      }
    }

    /// The upload that the file stands for: its time is that of the file's last change.
    private func event(for key: String) async throws -> UploadEvent? {
      guard case .inbox(let snapshot, let file) = try LakeKey(parsing: key),
        let info = try await store.head(key),
        let time = Instant(millisecondsSinceEpoch: info.modifiedMilliseconds)
      else { return nil }
      return UploadEvent(snapshot: snapshot, file: file, time: time)
    }
  }
#endif

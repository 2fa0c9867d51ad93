#if Server
  import Bytes
  import DataLake
  import Ingestion
  import Intake
  import LeaderboardAPI
  import Machine
  import Querying
  import Rankings
  import Synchronization

  /// Takes uploads over HTTP, and hands them to the pipeline one after the other.
  final class UploadDesk: Sendable {
    let mostBytes: Int
    private let store: DirectoryStore
    private let settings: IngestionSettings
    private let turns: Turns
    private let changed: @Sendable () -> Void
    private let slots: UploadSlots
    private let lastTime = Mutex(Instant.epoch)

    /// - Parameters:
    ///   - mostBytes: of an upload; the pipeline's own limit where that is less.
    ///   - mostAtOnce: how many are received, wait or are handled.
    ///   - turns: for the pipeline, shared with whoever else gives uploads to it.
    ///   - changed: told when an upload has been handled.
    init(
      store: DirectoryStore, settings: IngestionSettings, mostBytes: Int, mostAtOnce: Int,
      turns: Turns, changed: @escaping @Sendable () -> Void
    ) {
      self.store = store
      self.settings = settings
      self.mostBytes = min(mostBytes, settings.intake.limits.uploadBytes)
      slots = UploadSlots(mostAtOnce)
      self.turns = turns
      self.changed = changed
    }

    /// What a request says of its upload, before any of it has come.
    func accept(_ request: APIRequest) throws(LeaderboardAPI.Problem) -> UploadRequest {
      try UploadRequest(request, mostBytes: mostBytes)
    }

    /// Makes room for an upload that is about to come.
    /// - Parameter makeWay: told, from any thread, that its slot was given to another upload.
    /// - Throws: a problem where there is none.
    func reception(
      of request: UploadRequest, from client: ClientAddress, mostUnwritten: Int,
      makeWay: @escaping @Sendable () -> Void
    ) throws(LeaderboardAPI.Problem) -> UploadReception {
      guard let slot = slots.take(for: client, makeWay: makeWay) else { throw .tooManyUploads }
      do throws(ObjectStoreError) {
        let file = try ReceivedFile(in: store.root)
        return UploadReception(
          request, slot, into: file, mostBytes: mostBytes, mostUnwritten: mostUnwritten)
      } catch {
        throw Self.problem(for: error)
      }
    }

    /// What comes of an upload.
    func handle(
      _ bytes: SharedBytes, of request: UploadRequest
    ) async throws -> APIResponse {
      let (report, snapshot) = try await turns.take { try await ingest(bytes, of: request) }
      let name = "\(request.file), kingdom \(snapshot.kingdom), \(snapshot.date),"
      Terminal.tell("\(MachineClock.now) \(ReportText.line(report, file: name))")
      return try await answer(for: report)
    }

    /// Finds out where an upload belongs, which may mean to inflate all of it, and ingests it.
    private func ingest(
      _ bytes: SharedBytes, of request: UploadRequest
    ) async throws -> (IngestionReport, SnapshotID) {
      let file = UploadFile(named: request.file, bytes)
      let time = nextTime()
      let wish = UploadPlace.Wish(
        kingdom: request.kingdom, date: request.date, splitsDates: false, time: time)
      let place = try await BlockingWork.run { [settings] in
        try Self.place(of: file, wish, settings.intake)
      }
      defer { changed() }
      let event = UploadEvent(snapshot: place.snapshot, file: request.file, time: time)
      let report = try await IngestionPipeline(store: store, settings: place.settings(settings))
        .ingest(bytes, of: event)
      return (report, place.snapshot)
    }

    private func answer(for report: IngestionReport) async throws -> APIResponse {
      let stored = try await store.get(report.report.description).array
      guard case .report(let snapshot, let run) = report.report,
        let upload = UploadRecord(snapshot: snapshot, run: run, report: stored)
      else {
        throw ObjectStoreError(
          code: .changed, place: report.report.description, reason: "it is no report any more")
      }
      return UploadAnswer(
        upload: upload, report: stored, isCurrent: report.isAccepted && !report.isSuperseded
      ).response
    }

    /// The problem that an error of an upload is to the client; the rest is for the terminal.
    static func problem(for error: any Error) -> LeaderboardAPI.Problem {
      switch error {
      case let problem as LeaderboardAPI.Problem: return problem
      case is Turns.Full: return .tooManyUploads
      case let error as ObjectStoreError:
        Terminal.tell(Terminal.printable("error: \(error.place): \(error.reason)"))
        return error.code == .full ? .diskFull : .uploadNotKept
      default:
        Terminal.tell(Terminal.printable("error: \(error)"))
        return .uploadNotKept
      }
    }

    /// Now, but later than any time before, so that of two uploads the later one stays.
    private func nextTime() -> Instant {
      lastTime.withLock { last in
        last = max(MachineClock.now, last.next)
        return last
      }
    }

    private static func place(
      of file: UploadFile, _ wish: UploadPlace.Wish, _ settings: IntakeSettings
    ) throws(LeaderboardAPI.Problem) -> UploadPlace {
      let places: [UploadPlace]
      do throws(UploadPlace.Unsettled) {
        places = try UploadPlace.settle(file, wish, settings)
      } catch {
        throw error.problem
      }
      // Days are not split here, so that there is one place.
      guard let place = places.first else {
        throw .placeUnknown("The file tells no day", needs: ["date"])
      }
      return place
    }
  }
#endif

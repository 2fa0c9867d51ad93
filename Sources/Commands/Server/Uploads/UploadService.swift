import Bytes
import Concurrency
import DataLake
import Datasets
import HTTPAPI
import SnapshotAPI
import SnapshotIngestion
import SnapshotQueries
import Storage
import Synchronization
import Time
import UploadReading

/// Takes uploads over HTTP, and hands them to the pipeline one after the other.
final class UploadService: Sendable {
  let maxBytes: Int
  private let store: DirectoryStore
  private let settings: IngestionSettings
  private let limiter: ConcurrencyLimiter
  private let changed: @Sendable () -> Void
  private let slots: UploadSlots
  private let lastTime = Mutex(Instant.epoch)

  /// - Parameters:
  ///   - maxBytes: of an upload; the pipeline's own limit where that is less.
  ///   - maxAtOnce: how many are received, wait or are handled.
  ///   - limiter: for the pipeline, shared with whoever else gives uploads to it.
  ///   - changed: told when an upload has been handled.
  init(
    store: DirectoryStore, settings: IngestionSettings, maxBytes: Int, maxAtOnce: Int,
    limiter: ConcurrencyLimiter, changed: @escaping @Sendable () -> Void
  ) {
    self.store = store
    self.settings = settings
    self.maxBytes = min(maxBytes, settings.reading.limits.uploadBytes)
    slots = UploadSlots(maxAtOnce)
    self.limiter = limiter
    self.changed = changed
  }

  /// What a request says of its upload, before any of it has come.
  func accept(_ request: HTTPRequest) throws(HTTPAPI.ProblemDetails) -> UploadRequest {
    try UploadRequest(request, maxBytes: maxBytes)
  }

  /// Makes room for an upload that is about to come.
  /// - Parameter makeWay: told, from any thread, that its slot was given to another upload.
  /// - Throws: a problem where there is none.
  func reception(
    of request: UploadRequest, from client: ClientAddress, maxUnwritten: Int,
    makeWay: @escaping @Sendable () -> Void
  ) throws(HTTPAPI.ProblemDetails) -> IncomingUpload {
    guard let slot = slots.take(for: client, makeWay: makeWay) else { throw .tooManyUploads }
    do throws(ObjectStoreError) {
      let file = try ReceivedFile(in: store.root)
      return IncomingUpload(
        request, slot, into: file, maxBytes: maxBytes, maxUnwritten: maxUnwritten)
    } catch {
      throw Self.problem(for: error)
    }
  }

  /// What comes of an upload.
  func handle(
    _ bytes: SharedBytes, of request: UploadRequest
  ) async throws -> HTTPResponse {
    let (report, snapshot) = try await limiter.run { try await ingest(bytes, of: request) }
    let name = "\(request.file), kingdom \(snapshot.kingdom), \(snapshot.date),"
    Terminal.printError("\(Clock.system.now()) \(ReportText.line(report, file: name))")
    return try await answer(for: report)
  }

  /// Finds out where an upload belongs, which may mean to inflate all of it, and ingests it.
  private func ingest(
    _ bytes: SharedBytes, of request: UploadRequest
  ) async throws -> (IngestionReport, SnapshotID) {
    let document = UploadDocument(
      bytes, named: request.file.text, limits: settings.reading.limits)
    let time = nextTime()
    let target = try await BlockingWork.run {
      try Self.target(
        of: document,
        SnapshotTarget.Request(kingdom: request.kingdom, date: request.date, time: time))
    }
    defer { changed() }
    let event = UploadEvent(snapshot: target.snapshot, file: request.file, time: time)
    let pipeline = IngestionPipeline(store: store, settings: settings.reading(for: target))
    return (try await pipeline.ingest(document, of: event), target.snapshot)
  }

  private func answer(for report: IngestionReport) async throws -> HTTPResponse {
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
  static func problem(for error: any Error) -> HTTPAPI.ProblemDetails {
    switch error {
    case let problem as HTTPAPI.ProblemDetails: return problem
    case is ConcurrencyLimiter.Full: return .tooManyUploads
    case let error as ObjectStoreError:
      Terminal.printError(Terminal.printable("error: \(error.place): \(error.reason)"))
      return error.code == .full ? .diskFull : .uploadNotKept
    default:
      Terminal.printError(Terminal.printable("error: \(error)"))
      return .uploadNotKept
    }
  }

  /// Now, but later than any time before, so that of two uploads the later one stays.
  private func nextTime() -> Instant {
    lastTime.withLock { last in
      last = max(Clock.system.now(), last.next)
      return last
    }
  }

  private static func target(
    of document: UploadDocument, _ request: SnapshotTarget.Request
  ) throws(HTTPAPI.ProblemDetails) -> SnapshotTarget {
    let targets: [SnapshotTarget]
    do throws(SnapshotTarget.Unsettled) {
      targets = try document.targets(for: request)
    } catch {
      throw error.problem
    }
    // Days are not split here, so that there is one target.
    guard let target = targets.first else {
      throw .placeUnknown("The file tells no day", needs: ["date"])
    }
    return target
  }
}

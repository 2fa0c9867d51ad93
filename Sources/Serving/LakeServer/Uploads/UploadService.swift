import Bytes
import Concurrency
import DataLake
import Datasets
import Failures
import HTTP
package import HTTPAPI
import SnapshotIngestion
import SnapshotQueries
import Storage
import Synchronization
import Time
import UploadReading

/// Accepts uploads over HTTP and passes them to the pipeline one after the other.
package final class UploadService: Sendable {
  let maxBytes: Int
  private let ingestion: LakeIngestion
  private let slots: UploadSlots
  private let lastTime = Mutex(Instant.epoch)

  /// - Parameter maxBytes: max size of an upload; the pipeline's own limit may be lower.
  package init(_ ingestion: LakeIngestion, maxBytes: Int) {
    self.ingestion = ingestion
    self.maxBytes = min(maxBytes, ingestion.settings.reading.limits.uploadBytes)
    slots = UploadSlots(LakeIngestion.maxUploads)
  }

  /// Decides by the head of a request whether its body is accepted as an upload.
  /// - Throws: why it is not.
  @Sendable
  package func accept(_ request: RouteRequest) throws(ProblemDetails) -> IncomingBody {
    accept(try UploadRequest(request.request, request.query, maxBytes: maxBytes))
  }

  func accept(_ upload: UploadRequest) -> IncomingBody {
    IncomingBody { client, giveUp throws(ProblemDetails) in
      try self.begin(upload, from: client, giveUp)
    }
  }

  /// Reserves a slot for an upload.
  private func begin(
    _ upload: UploadRequest, from client: ClientAddress,
    _ giveUp: @escaping @Sendable (ProblemDetails) -> Void
  ) throws(ProblemDetails) -> IncomingUpload {
    let slot = slots.take(for: client) { giveUp(.uploadMadeWay) }
    guard let slot else { throw .tooManyUploads }
    do throws(ObjectStoreError) {
      let file = try ReceivedFile(in: ingestion.store.root)
      return IncomingUpload(upload, slot, into: file, of: self)
    } catch {
      throw problem(for: error)
    }
  }

  /// Ingests an upload and makes the answer.
  func response(to upload: UploadRequest, _ received: ReceivedUpload) async -> HTTPResponse {
    // It keeps its slot until it has been handled.
    defer { withExtendedLifetime(received) {} }
    do {
      return try await handle(received.bytes, of: upload)
    } catch {
      return problem(for: error).response
    }
  }

  func handle(_ bytes: SharedBytes, of upload: UploadRequest) async throws -> HTTPResponse {
    let report = try await ingestion.limiter.run { try await ingest(bytes, of: upload) }
    let snapshot = report.event.snapshot
    let name = "\(upload.file), kingdom \(snapshot.kingdom), \(snapshot.date),"
    ingestion.report("\(Clock.system.now()) \(PrintableText.printable(report.summary(of: name)))")
    return try await answer(for: report)
  }

  /// Determines the target of an upload, which may require decompressing all of it, and ingests it.
  private func ingest(
    _ bytes: SharedBytes, of upload: UploadRequest
  ) async throws -> IngestionReport {
    let (time, settings) = (nextTime(), ingestion.settings)
    let document = UploadDocument(
      bytes, named: upload.file.text, limits: settings.reading.limits)
    let target = try await BlockingWork.run {
      try Self.target(
        of: document,
        SnapshotTarget.Request(kingdom: upload.kingdom, date: upload.date, time: time))
    }
    defer { ingestion.changed() }
    let event = UploadEvent(snapshot: target.snapshot, file: upload.file, time: time)
    let pipeline = IngestionPipeline(
      store: ingestion.store, settings: settings.reading(for: target))
    return try await pipeline.ingest(document, of: event)
  }

  private static func target(
    of document: UploadDocument, _ request: SnapshotTarget.Request
  ) throws(ProblemDetails) -> SnapshotTarget {
    let targets: [SnapshotTarget]
    do throws(SnapshotTarget.Unsettled) {
      targets = try document.targets(for: request)
    } catch {
      throw error.problem
    }
    // Dates are not split here, so there is one target.
    guard let target = targets.first else {
      throw .placeUnknown("The file gives no date", needs: ["date"])
    }
    return target
  }

  private func answer(for report: IngestionReport) async throws -> HTTPResponse {
    let stored = try await ingestion.store.get(report.report.description).array
    guard case .report(let snapshot, let run) = report.report,
      let upload = UploadRecord(snapshot: snapshot, run: run, report: stored)
    else {
      throw ObjectStoreError(
        code: .changed, place: report.report.description, reason: "it is not a report any more")
    }
    return UploadAnswer(
      upload: upload, report: stored, isCurrent: report.isAccepted && !report.isSuperseded
    ).response
  }

  /// The client's problem of an upload's error; other errors are printed.
  func problem(for error: any Error) -> ProblemDetails {
    switch error {
    case let problem as ProblemDetails: return problem
    case is ConcurrencyLimiter.Full: return .tooManyUploads
    case let error as ObjectStoreError:
      print("error: \(error)")
      return error.code == .full ? .diskFull : .uploadNotKept
    default:
      print("error: \(error)")
      return .uploadNotKept
    }
  }

  private func print(_ line: String) { ingestion.report(PrintableText.printable(line)) }

  /// Now, but later than any earlier upload, so that of two uploads the later one wins.
  private func nextTime() -> Instant {
    lastTime.withLock { last in
      last = max(Clock.system.now(), last.next)
      return last
    }
  }
}

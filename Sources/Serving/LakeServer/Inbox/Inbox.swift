import Bytes
import Concurrency
import DataLake
import Failures
import SnapshotIngestion
import Storage
import Time

/// The inbox of a local lake.
struct Inbox {
  private let ingestion: LakeIngestion
  private let retries = PathRetries()
  private let printed = PrintedMessages()

  init(_ ingestion: LakeIngestion) { self.ingestion = ingestion }

  var store: DirectoryStore { ingestion.store }
  var folder: String { "\(store.root)/\(LakeArea.inbox.rawValue)" }

  /// Creates the folder if it is missing, so that it can be watched.
  func prepare() throws(ObjectStoreError) {
    try store.makeFolder(LakeArea.inbox.rawValue)
  }

  /// Ingests a file unless that is done already; prints the outcome, never throws.
  /// - Returns: the delay of the next attempt; `nil` if there is no point in one.
  func ingest(_ file: WatchedFile) async -> Duration? {
    let key = "\(LakePrefix.area(.inbox))\(file.path)"
    do {
      let report = try await report(of: key, file.sighting)
      let failures = retries.settle(file.path)
      guard let report else { return nil }
      let attempts = failures == 0 ? "" : " (attempt \(failures + 1))"
      print("\(report.summary(of: key))\(attempts)")
    } catch let error as LakeKeyError {
      leaveAlone(key, "found \"\(error.part)\", expected \(error.expected)")
    } catch let error as ObjectStoreError where error.code == .wrongKind && error.place == key {
      leaveAlone(key, error.reason)
    } catch {
      guard Self.mayPass(error) else {
        print("\(key) was not ingested: \(Self.text(error))")
        return nil
      }
      if printed.isNew("\(key)\n\(Self.text(error))") {
        print("\(key) was not ingested: \(Self.text(error)); retrying")
      }
      return retries.pause(for: file.path)
    }
    return nil
  }

  /// Prints that a file in the inbox cannot be ingested.
  /// - Parameter reason: its place is below the inbox.
  func leaveAlone(_ reason: ObjectStoreError) {
    leaveAlone("\(LakePrefix.area(.inbox))\(reason.place)", reason.reason)
  }

  private func leaveAlone(_ key: String, _ reason: String) {
    guard printed.isNew("\(key)\n\(reason)") else { return }
    print("\(key) was skipped: \(reason)")
  }

  private func print(_ line: String) {
    ingestion.report("\(Clock.system.now()) \(PrintableText.printable(line))")
  }

  /// - Returns: `nil` if nothing is left to do.
  private func report(
    of key: String, _ sighting: WatchedFile.Sighting
  ) async throws -> IngestionReport? {
    let pipeline = ingestion.pipeline
    guard let event = try await event(for: key), try await !pipeline.isDone(event) else {
      return nil
    }
    let upload: SharedBytes
    do {
      upload = try await store.get(key)
    } catch let error as ObjectStoreError where error.code == .notFound {
      return nil
    }
    // The entry of an existing file may change without an upload: a new owner, a backup.
    if sighting == .look, try await pipeline.isLatest(upload, of: event) { return nil }
    return try await ingestion.limiter.run {
      defer { ingestion.changed() }
      return try await pipeline.ingest(upload, of: event)
    }
  }

  /// The upload of a file. Its time is the arrival by the system's clock, because a file's own time
  /// can be anything.
  private func event(for key: String) async throws -> UploadEvent? {
    guard case .inbox(let snapshot, let file) = try LakeKey(parsing: key),
      let info = try await store.head(key)
    else { return nil }
    guard !file.isTemporary else {
      throw ObjectStoreError(
        code: .wrongKind, place: key,
        reason: "found the name \"\(file)\", expected \(FileName.finalNameExpected)")
    }
    let now = Clock.system.now()
    let arrival = Instant(millisecondsSinceEpoch: info.modifiedMilliseconds) ?? now
    return UploadEvent(snapshot: snapshot, file: file, time: min(arrival, now))
  }

  /// Whether an error may pass without a change of the file.
  private static func mayPass(_ error: any Error) -> Bool {
    switch error {
    case let error as ObjectStoreError:
      switch error.code {
      // A wrong kind is an obstacle in the lake here, not the file itself.
      case .changed, .damaged, .unreachable, .forbidden, .full, .failed, .notFound,
        .wrongKind:
        true
      case .invalidKey: false
      }
    case is ConcurrencyLimiter.Full: true
    default: false
    }
  }

  private static func text(_ error: any Error) -> String {
    switch error {
    case is ConcurrencyLimiter.Full: "too many uploads wait"
    default: "\(error)"
    }
  }
}

package import Bytes
import DataLake
import Datasets
import Hashing
package import Storage
import Time
package import UploadReading

/// Processes an upload: raw, then curated, then the report.
///
/// Repeating an event writes the same bytes to the same keys, so a repeated event completes an
/// interrupted run.
package struct IngestionPipeline: Sendable {
  let store: any ObjectStore
  let settings: IngestionSettings

  package init(store: any ObjectStore, settings: IngestionSettings = IngestionSettings()) {
    self.store = store
    self.settings = settings
  }

  /// Handles an event. A rejected file is an outcome, not an error.
  /// - Parameters:
  ///   - upload: the bytes as they arrived.
  ///   - progress: called with the done and the total work; from several tasks at once.
  /// - Throws: `ObjectStoreError` if the lake cannot be read or written; repeating the event may
  ///   then succeed.
  package func ingest(
    _ upload: SharedBytes, of event: UploadEvent,
    progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) async throws -> IngestionReport {
    let document = UploadDocument(
      upload, named: event.file.text, limits: settings.reading.limits)
    return try await ingest(document, of: event, progress: progress)
  }

  /// The same with what is known of the upload by now.
  package func ingest(
    _ document: UploadDocument, of event: UploadEvent,
    progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) async throws -> IngestionReport {
    // Renaming the file makes it an upload.
    if event.file.isTemporary { return try await refuse(event, unread: .temporary(event.file)) }
    let run = Run(of: event)
    // Runs while the rows are processed; nothing is published before it is done.
    async let folder = RawArchive(store: store).keep(document.bytes, of: event)
    let key = LakeKey.curated(event.snapshot).description
    let curated = try await UploadCurator(settings: settings)
      .curate(document, of: run, into: { try await store.writer(for: key) }, progress: progress)
    return try await publish(curated, from: document.bytes, of: run, keptIn: try await folder)
  }

  private func publish(
    _ curated: CuratedUpload, from upload: SharedBytes, of run: Run, keptIn folder: RunTimestamp
  ) async throws -> IngestionReport {
    var newer: CuratedMetadata?
    var comparison: SnapshotComparison?
    switch curated.outcome {
    case .accepted(let file):
      newer = try await SnapshotPublisher(store: store)
        .publish(file, of: run.event.snapshot)
      comparison = try await SnapshotComparer(store: store, settings: settings).compare(file) {
        try await $0.latest(before: run.event.snapshot)
      }
    case .refused:
      let rejected = LakeKey.rejected(run.event.snapshot, folder, file: run.event.file)
      _ = try await store.put(rejected.description, [upload], when: .absent)
    }
    let report = IngestionReport(
      of: curated, run, keptIn: folder, comparedAs: comparison, newerUpload: newer?.uploadedAt)
    return try await ReportArchive(store: store).keep(report, in: folder)
  }

  /// Rejects an upload without reading it, such as one too large for this machine: it stays in the
  /// inbox, and its report says what to do.
  /// - Throws: `ObjectStoreError`.
  package func refuse(
    _ event: UploadEvent, unread rejection: Rejection
  ) async throws -> IngestionReport {
    let report = IngestionReport(of: Run(of: event), unread: rejection)
    return try await ReportArchive(store: store).keep(report, in: RunTimestamp(event.time))
  }

  /// Whether the event was handled completely.
  /// - Throws: `ObjectStoreError`.
  package func isDone(_ event: UploadEvent) async throws -> Bool {
    try await ReportArchive(store: store).containsReport(of: event)
  }

  /// Whether the newest upload of a date with the event's file name has exactly the same bytes, so
  /// that it may be the same.
  /// - Throws: `ObjectStoreError`.
  package func isLatest(_ upload: SharedBytes, of event: UploadEvent) async throws -> Bool {
    let newest = try await ReportArchive(store: store).reports(of: event.snapshot)
      .filter { $0.file == event.file }.max { $1.isNewer(than: $0) }
    guard let hash = newest?.document.contentHash else { return false }
    return upload.withUnsafeBytes { SHA256.hexDigest(of: $0) } == hash
  }
}

extension Rejection {
  fileprivate static func temporary(_ file: FileName) -> Rejection {
    Rejection(
      .temporaryName, found: "the name \"\(file)\"", expected: FileName.finalNameExpected)
  }
}

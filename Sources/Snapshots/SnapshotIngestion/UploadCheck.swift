package import Storage
package import UploadReading

/// Tells what would come of an upload, and writes nothing.
package struct UploadCheck: Sendable {
  private let store: any ObjectStore
  private let settings: IngestionSettings

  /// - Parameter store: the lake, whose snapshot before the upload is compared with it; `nil` where
  ///   there is none.
  package init(store: (any ObjectStore)?, settings: IngestionSettings = IngestionSettings()) {
    self.store = store ?? EmptyStore()
    self.settings = settings
  }

  /// The report that the upload would have; what it says of objects written is not so yet.
  /// - Parameter progress: told how much of the work is done, of how much; from several tasks at
  ///   once.
  /// - Throws: `ObjectStoreError` where the lake cannot be read.
  package func check(
    _ document: UploadDocument, of event: UploadEvent,
    progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) async throws -> IngestionReport {
    try await IngestionPipeline(store: DryRunStore(store), settings: settings)
      .ingest(document, of: event, progress: progress)
  }
}

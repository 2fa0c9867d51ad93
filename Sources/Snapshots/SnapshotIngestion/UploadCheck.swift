package import Storage
package import UploadReading

/// Reports what an upload would become, and writes nothing.
package struct UploadCheck: Sendable {
  private let store: any ObjectStore
  private let settings: IngestionSettings

  /// - Parameter store: the lake with the previous snapshot; `nil` if there is none.
  package init(store: (any ObjectStore)?, settings: IngestionSettings = IngestionSettings()) {
    self.store = store ?? EmptyStore()
    self.settings = settings
  }

  /// The report that the upload would have; the objects it names are not written.
  /// - Parameter progress: called with the done and the total work; from several tasks at once.
  /// - Throws: `ObjectStoreError` if the lake cannot be read.
  package func check(
    _ document: UploadDocument, of event: UploadEvent,
    progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) async throws -> IngestionReport {
    try await IngestionPipeline(store: DryRunStore(store), settings: settings)
      .ingest(document, of: event, progress: progress)
  }
}

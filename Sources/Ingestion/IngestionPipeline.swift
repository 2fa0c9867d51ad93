package import Bytes
package import DataLake
import Hashing
package import Intake
import Parquet
import Rankings

/// Takes an upload to its outcome: raw, then curated, then the report.
///
/// Handling an event again writes the same bytes to the same keys, so a run that was cut off is
/// completed by repeating its event.
package struct IngestionPipeline: Sendable {
  let store: any ObjectStore
  let settings: IngestionSettings

  package init(store: any ObjectStore, settings: IngestionSettings = IngestionSettings()) {
    self.store = store
    self.settings = settings
  }

  /// Handles an event. A file that cannot be accepted is an outcome, not an error.
  /// - Parameters:
  ///   - upload: the bytes as they came.
  ///   - progress: told how much of the work is done, of how much; from several tasks at once.
  /// - Throws: `ObjectStoreError` where the lake cannot be read or written; repeating the event
  ///   later may then succeed.
  package func ingest(
    _ upload: SharedBytes, of event: UploadEvent,
    progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) async throws -> IngestionReport {
    let run = try Run(of: event)
    // Both go on while the rows are worked on; nothing is published before both are done.
    async let folder = RawArchive(store: store).keep(upload, of: event)
    async let contentHash = upload.withUnsafeBytes { try SHA256.hexDigest(of: $0) }
    switch survey(upload) {
    case .failure(let refusal):
      let kept = Kept(folder: try await folder, contentHash: try await contentHash)
      return try await refuse(upload, because: refusal, run, kept)
    case .success(let survey):
      let plan = CurationPlan(survey.report.columns, weights: settings.dkpWeights)
      let schema = try CuratedTable.schema()
      let encoder = SnapshotEncoder(
        survey: survey, run: run, settings: settings, progress: progress)
      let snapshot = try await encoder.encode(plan: plan, schema: schema)
      let kept = Kept(folder: try await folder, contentHash: try await contentHash)
      let metadata = CuratedMetadata(
        source: event.snapshot.source, sourceHash: kept.contentHash, runID: run.id,
        uploadedAt: event.time, dkpWeights: plan.weights, dkpOrigin: plan.dkpOrigin)
      let file = try file(of: snapshot.rowGroups, schema, metadata)
      return try await publish(file, as: metadata, of: snapshot, survey.report, run, kept)
    }
  }

  /// Refuses an upload that is not read, such as one too long for this machine: it stays in the
  /// inbox, and its report says what to do.
  /// - Throws: `ObjectStoreError`.
  package func refuse(
    _ event: UploadEvent, unread refusal: Refusal
  ) async throws -> IngestionReport {
    let report = IngestionReport(
      outcome: .refused(refusal), event: event, runID: try event.runID, contentHash: nil,
      intake: nil, problems: ProblemList(limit: 0), suspiciousRows: 0, raw: nil, curated: nil,
      rejected: nil, report: .report(event.snapshot, RunTimestamp(event.time)), isSuperseded: false)
    return try await ReportArchive(store: store).keep(report, in: RunTimestamp(event.time))
  }

  /// Whether the event was handled to its end, so that nothing is left to do.
  /// - Throws: `ObjectStoreError`.
  package func isDone(_ event: UploadEvent) async throws -> Bool {
    try await ReportArchive(store: store).containsReport(of: event)
  }
}

/// Where an upload's raw copy is, and what it is.
private struct Kept {
  let folder: RunTimestamp
  let contentHash: String
}

extension IngestionPipeline {
  private func survey(_ upload: SharedBytes) -> Result<UploadSurvey, Refusal> {
    do throws(Refusal) {
      return .success(try UploadSurvey(of: upload, settings: settings.intake))
    } catch {
      return .failure(error)
    }
  }

  private func file(
    of rowGroups: [EncodedRowGroup], _ schema: ParquetSchema, _ metadata: CuratedMetadata
  ) throws -> [SharedBytes] {
    var writer = ParquetWriter(schema: schema)
    var pieces: [SharedBytes] = []
    for rowGroup in rowGroups { pieces += try writer.append(rowGroup) }
    return pieces + (try writer.finish(metadata: metadata.pairs))
  }

  private func publish(
    _ file: [SharedBytes], as metadata: CuratedMetadata, of snapshot: SnapshotEncoder.Output,
    _ intake: IntakeReport, _ run: Run, _ kept: Kept
  ) async throws -> IngestionReport {
    let event = run.event
    let isPublished = try await SnapshotPublisher(store: store)
      .publish(file, as: metadata, of: event.snapshot)
    let report = IngestionReport(
      outcome: .accepted, event: event, runID: run.id, contentHash: kept.contentHash,
      intake: intake, problems: snapshot.problems, suspiciousRows: snapshot.suspiciousRows,
      raw: .raw(event.snapshot, kept.folder, file: event.file),
      curated: .curated(event.snapshot), rejected: nil,
      report: .report(event.snapshot, kept.folder), isSuperseded: !isPublished)
    return try await ReportArchive(store: store).keep(report, in: kept.folder)
  }

  private func refuse(
    _ upload: SharedBytes, because refusal: Refusal, _ run: Run, _ kept: Kept
  ) async throws -> IngestionReport {
    let event = run.event
    let rejected = LakeKey.rejected(event.snapshot, kept.folder, file: event.file)
    _ = try await store.put(rejected.description, [upload], when: .absent)
    var problems = ProblemList(limit: settings.intake.limits.listedProblems)
    for problem in refusal.problems { problems.add(problem) }
    let report = IngestionReport(
      outcome: .refused(refusal), event: event, runID: run.id, contentHash: kept.contentHash,
      intake: refusal.report, problems: problems, suspiciousRows: 0,
      raw: .raw(event.snapshot, kept.folder, file: event.file), curated: nil, rejected: rejected,
      report: .report(event.snapshot, kept.folder), isSuperseded: false)
    return try await ReportArchive(store: store).keep(report, in: kept.folder)
  }
}

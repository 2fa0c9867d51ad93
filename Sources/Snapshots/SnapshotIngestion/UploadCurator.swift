import Bytes
import Datasets
import Hashing
import Parquet
import Storage
import UploadReading

/// Turns uploads into curated files or rejections.
struct UploadCurator: Sendable {
  let settings: IngestionSettings

  /// - Parameters:
  ///   - newObject: begins the object of the curated file; called when there is something to write,
  ///     and again if the first one is dropped.
  ///   - progress: called with the done and the total work.
  /// - Throws: `ParquetError` for bugs, not for faults of the upload; errors of the object.
  func curate(
    _ upload: UploadDocument, of run: Run,
    into newObject: @Sendable () async throws -> any ObjectWriter,
    progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) async throws -> CuratedUpload {
    async let contentHash = upload.bytes.withUnsafeBytes { SHA256.hexDigest(of: $0) }
    var settings = settings
    settings.reading.target = run.event.snapshot
    let work = Work(settings: settings, run: run, progress: progress)
    let made: Work.Result
    if let predicted = try await work.encodeAsPredicted(upload, into: newObject) {
      made = predicted
    } else {
      switch profile(upload, settings.reading) {
      case .success(let profile): made = try await work.encode(profile, into: try await newObject())
      case .failure(let rejection):
        return CuratedUpload(
          rejection, contentHash: await contentHash, settings.reading.limits)
      }
    }
    return try await complete(made, contentHash: await contentHash, of: run)
  }

  private func profile(
    _ upload: UploadDocument, _ settings: ReadingSettings
  ) -> Result<UploadProfile, Rejection> {
    do throws(Rejection) {
      return .success(try UploadProfile(of: upload, settings: settings))
    } catch {
      return .failure(error)
    }
  }

  /// Ends the file.
  private func complete(
    _ made: Work.Result, contentHash: String, of run: Run
  ) async throws -> CuratedUpload {
    let metadata = CuratedMetadata(
      source: run.event.snapshot.source, sourceHash: contentHash, runID: run.id,
      uploadedAt: run.event.time, dkpWeights: made.plan.weights, dkpOrigin: made.plan.dkpOrigin)
    var file = made.file
    try await file.finish(metadata: metadata.pairs + made.bestPlayers.pairs)
    let curated = CuratedFile(
      object: file.object, byteCount: file.byteCount, metadata: metadata, reading: made.reading,
      anomalies: made.anomalies)
    return CuratedUpload(
      outcome: .accepted(curated), contentHash: contentHash, problems: made.problems)
  }
}

/// The work on one upload's row groups.
private struct Work {
  let settings: IngestionSettings
  let run: Run
  let progress: @Sendable (_ done: Int, _ total: Int) -> Void

  /// A file without its end, and what was found on the way.
  struct Result {
    let file: SnapshotWriter
    let plan: CurationPlan
    let reading: ReadingReport
    let problems: RowIssueList
    let anomalies: AnomalyList
    let bestPlayers: BestPlayersByMetric
  }

  /// - Returns: nil where the upload is not as its first rows predict.
  func encodeAsPredicted(
    _ upload: UploadDocument, into newObject: () async throws -> any ObjectWriter
  ) async throws -> Result? {
    guard let speculation = SpeculativeRead(of: upload, settings: settings.reading) else {
      return nil
    }
    let plan = CurationPlan(speculation.columns, weights: settings.dkpWeights)
    var file = SnapshotWriter(try await newObject(), schema: try CuratedTable.schema())
    let output: SnapshotEncoder<PredictedBatches>.Output
    do {
      output = try await encode(PredictedBatches(speculation: speculation), plan, into: &file)
    } catch is PredictedBatches.Misprediction {
      return nil
    }
    guard let report = speculation.confirm(output.findings),
      CurationPlan(report.columns, weights: settings.dkpWeights) == plan
    else { return nil }
    return result(output, file, plan, report)
  }

  func encode(_ profile: UploadProfile, into object: any ObjectWriter) async throws -> Result {
    let plan = CurationPlan(profile.report.columns, weights: settings.dkpWeights)
    var file = SnapshotWriter(object, schema: try CuratedTable.schema())
    let output = try await encode(ProfiledBatches(profile), plan, into: &file)
    return result(output, file, plan, profile.report)
  }

  private func encode<Source: BatchSource>(
    _ source: Source, _ plan: CurationPlan, into file: inout SnapshotWriter
  ) async throws -> SnapshotEncoder<Source>.Output {
    let encoder = SnapshotEncoder(
      source: source, plan: plan, run: run, settings: settings, progress: progress)
    return try await encoder.encode(into: &file)
  }

  private func result<Source: BatchSource>(
    _ output: SnapshotEncoder<Source>.Output, _ file: SnapshotWriter, _ plan: CurationPlan,
    _ report: ReadingReport
  ) -> Result {
    var problems = report.problems
    problems.append(output.problems)
    return Result(
      file: file, plan: plan, reading: report, problems: problems, anomalies: output.anomalies,
      bestPlayers: output.bestPlayers)
  }
}

extension CuratedUpload {
  fileprivate init(_ rejection: Rejection, contentHash: String, _ limits: UploadLimits) {
    var problems = RowIssueList(limit: limits.listedProblems)
    for problem in rejection.problems { problems.add(problem) }
    self.init(outcome: .refused(rejection), contentHash: contentHash, problems: problems)
  }
}

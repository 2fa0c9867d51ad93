import Bytes
import Hashing
import Intake
import Parquet
import Rankings

/// Makes uploads into curated files, or into the reasons why not: bytes in, bytes out.
struct UploadCurator: Sendable {
  let settings: IngestionSettings

  /// - Parameter progress: told how much of the work is done, of how much; from several tasks at
  ///   once.
  /// - Throws: `ParquetError`, `HashingError`; both are faults of ours, not of the upload.
  func curate(
    _ upload: SharedBytes, of run: Run,
    progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) async throws -> CuratedUpload {
    async let contentHash = upload.withUnsafeBytes { try SHA256.hexDigest(of: $0) }
    switch survey(upload) {
    case .failure(let refusal):
      var problems = ProblemList(limit: settings.intake.limits.listedProblems)
      for problem in refusal.problems { problems.add(problem) }
      return CuratedUpload(
        outcome: .refused(refusal), contentHash: try await contentHash, problems: problems)
    case .success(let survey):
      let plan = CurationPlan(survey.report.columns, weights: settings.dkpWeights)
      let schema = try CuratedTable.schema()
      let encoder = SnapshotEncoder(
        survey: survey, run: run, settings: settings, progress: progress)
      let snapshot = try await encoder.encode(plan: plan, schema: schema)
      let metadata = CuratedMetadata(
        source: run.event.snapshot.source, sourceHash: try await contentHash, runID: run.id,
        uploadedAt: run.event.time, dkpWeights: plan.weights, dkpOrigin: plan.dkpOrigin)
      let file = CuratedFile(
        pieces: try file(of: snapshot, schema, metadata), metadata: metadata,
        intake: survey.report, suspicions: snapshot.suspicions)
      return CuratedUpload(
        outcome: .accepted(file), contentHash: metadata.sourceHash, problems: snapshot.problems)
    }
  }

  private func survey(_ upload: SharedBytes) -> Result<UploadSurvey, Refusal> {
    do throws(Refusal) {
      return .success(try UploadSurvey(of: upload, settings: settings.intake))
    } catch {
      return .failure(error)
    }
  }

  private func file(
    of snapshot: SnapshotEncoder.Output, _ schema: ParquetSchema, _ metadata: CuratedMetadata
  ) throws -> [SharedBytes] {
    var writer = ParquetWriter(schema: schema)
    var pieces: [SharedBytes] = []
    for rowGroup in snapshot.rowGroups { pieces += try writer.append(rowGroup) }
    return pieces + (try writer.finish(metadata: metadata.pairs + snapshot.bestPlayers.pairs))
  }
}

import Bytes
import DataLake
import Hashing
import Intake
import Parquet
import Rankings

/// Makes uploads into curated files, or into the reasons why not.
struct UploadCurator: Sendable {
  let settings: IngestionSettings

  /// - Parameters:
  ///   - newObject: begins the object that the curated file is written into; called when there is
  ///     something to write, and once more where that turns out to be of no use.
  ///   - progress: told how much of the work is done, of how much.
  /// - Throws: `ParquetError`, `HashingError`, faults of ours, not of the upload; what the object
  ///   throws.
  func curate(
    _ upload: SharedBytes, of run: Run,
    into newObject: @Sendable () async throws -> any ObjectWriter,
    progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) async throws -> CuratedUpload {
    async let contentHash = upload.withUnsafeBytes { try SHA256.hexDigest(of: $0) }
    var settings = settings
    settings.intake.destination = UploadDestination(of: run.event)
    let work = Work(settings: settings, run: run, progress: progress)
    let made: Work.Result
    if let foretold = try await work.encodeAsForetold(upload, into: newObject) {
      made = foretold
    } else {
      switch survey(upload, settings.intake) {
      case .success(let survey): made = try await work.encode(survey, into: try await newObject())
      case .failure(let refusal):
        return CuratedUpload(
          refusal, contentHash: try await contentHash, settings.intake.limits)
      }
    }
    return try await complete(made, contentHash: try await contentHash, of: run)
  }

  private func survey(
    _ upload: SharedBytes, _ settings: IntakeSettings
  ) -> Result<UploadSurvey, Refusal> {
    do throws(Refusal) {
      return .success(try UploadSurvey(of: upload, settings: settings))
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
      object: file.object, byteCount: file.byteCount, metadata: metadata, intake: made.intake,
      suspicions: made.suspicions)
    return CuratedUpload(
      outcome: .accepted(curated), contentHash: contentHash, problems: made.problems)
  }
}

/// The making of one upload's row groups.
private struct Work {
  let settings: IngestionSettings
  let run: Run
  let progress: @Sendable (_ done: Int, _ total: Int) -> Void

  /// A file without its end, and what was learnt on the way.
  struct Result {
    let file: SnapshotFile
    let plan: CurationPlan
    let intake: IntakeReport
    let problems: ProblemList
    let suspicions: SuspicionList
    let bestPlayers: BestPlayersByMetric
  }

  /// - Returns: nil where the upload is not one that its first rows foretell.
  func encodeAsForetold(
    _ upload: SharedBytes, into newObject: () async throws -> any ObjectWriter
  ) async throws -> Result? {
    guard let forecast = UploadForecast(of: upload, settings: settings.intake) else { return nil }
    let plan = CurationPlan(forecast.columns, weights: settings.dkpWeights)
    var file = SnapshotFile(try await newObject(), schema: try CuratedTable.schema())
    let output: SnapshotEncoder<ForetoldBatches>.Output
    do {
      output = try await encode(ForetoldBatches(forecast: forecast), plan, into: &file)
    } catch is ForetoldBatches.Surprise {
      return nil
    }
    guard let report = forecast.confirm(output.findings),
      CurationPlan(report.columns, weights: settings.dkpWeights) == plan
    else { return nil }
    return result(output, file, plan, report)
  }

  func encode(_ survey: UploadSurvey, into object: any ObjectWriter) async throws -> Result {
    let plan = CurationPlan(survey.report.columns, weights: settings.dkpWeights)
    var file = SnapshotFile(object, schema: try CuratedTable.schema())
    let output = try await encode(SurveyedBatches(survey), plan, into: &file)
    return result(output, file, plan, survey.report)
  }

  private func encode<Source: BatchSource>(
    _ source: Source, _ plan: CurationPlan, into file: inout SnapshotFile
  ) async throws -> SnapshotEncoder<Source>.Output {
    let encoder = SnapshotEncoder(
      source: source, plan: plan, run: run, settings: settings, progress: progress)
    return try await encoder.encode(into: &file)
  }

  private func result<Source: BatchSource>(
    _ output: SnapshotEncoder<Source>.Output, _ file: SnapshotFile, _ plan: CurationPlan,
    _ report: IntakeReport
  ) -> Result {
    var problems = report.problems
    problems.append(output.problems)
    return Result(
      file: file, plan: plan, intake: report, problems: problems, suspicions: output.suspicions,
      bestPlayers: output.bestPlayers)
  }
}

extension UploadDestination {
  /// Where the event's key puts the upload.
  fileprivate init(of event: UploadEvent) {
    self.init(
      kingdom: event.snapshot.kingdom, date: event.snapshot.date, fileName: event.file.text)
  }
}

extension CuratedUpload {
  fileprivate init(_ refusal: Refusal, contentHash: String, _ limits: IntakeLimits) {
    var problems = ProblemList(limit: limits.listedProblems)
    for problem in refusal.problems { problems.add(problem) }
    self.init(outcome: .refused(refusal), contentHash: contentHash, problems: problems)
  }
}

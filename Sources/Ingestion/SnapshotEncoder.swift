import Bytes
import Intake
import Parquet
import Rankings
import Synchronization

/// Takes a surveyed upload to the bytes of its curated file, several row groups at once.
struct SnapshotEncoder {
  let survey: UploadSurvey
  let run: Run
  let settings: IngestionSettings
  let progress: @Sendable (_ done: Int, _ total: Int) -> Void

  /// The file's row groups and what was learnt while they were made.
  struct Output: Sendable {
    var rowGroups: [EncodedRowGroup] = []
    var problems: ProblemList
    var suspicions: SuspicionList
    var bestPlayers = BestPlayersByMetric()
  }

  /// - Throws: `ParquetError`, a fault of ours, not of the upload.
  func encode(plan: CurationPlan, schema: ParquetSchema) async throws -> Output {
    let outputs = try await outputs(plan: plan, schema: schema)
    var result = Output(
      problems: survey.report.problems,
      suspicions: SuspicionList(limit: settings.intake.limits.listedProblems))
    for output in outputs {
      if let rowGroup = output.rowGroup { result.rowGroups.append(rowGroup) }
      result.problems.append(output.problems)
      result.suspicions.append(output.suspicions)
      result.bestPlayers.merge(output.bestPlayers)
    }
    return result
  }

  /// What came of each batch, in the order of the upload.
  private func outputs(
    plan: CurationPlan, schema: ParquetSchema
  ) async throws -> [RowGroupWorker.Output] {
    let batchCount = survey.batchCount
    let queue = BatchQueue(count: batchCount)
    return try await withThrowingTaskGroup(of: [(Int, RowGroupWorker.Output)].self) { group in
      for _ in 0..<min(max(settings.threads, 1), batchCount) {
        group.addTask {
          let worker = RowGroupWorker(survey, plan: plan, schema: schema, run: run)
          var outputs: [(Int, RowGroupWorker.Output)] = []
          while let batch = queue.next() {
            try Task.checkCancellation()
            outputs.append((batch, try worker.encode(batch)))
            progress(queue.finishOne(), batchCount)
          }
          return outputs
        }
      }
      let all = try await group.reduce(into: []) { $0 += $1 }
      return all.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}

/// Hands each batch to one worker.
private final class BatchQueue: Sendable {
  private let count: Int
  private let taken = Atomic(0)
  private let finished = Atomic(0)

  init(count: Int) { self.count = count }

  func next() -> Int? {
    let batch = taken.add(1, ordering: .relaxed).oldValue
    return batch < count ? batch : nil
  }

  /// - Returns: how many are finished by now.
  func finishOne() -> Int { finished.add(1, ordering: .relaxed).newValue }
}

import Datasets
import Parquet
import UploadReading

/// Encodes the rows of an upload as row groups of its curated file, several concurrently.
struct SnapshotEncoder<Source: BatchSource> {
  let source: Source
  let plan: CurationPlan
  let run: Run
  let settings: IngestionSettings
  let progress: @Sendable (_ done: Int, _ total: Int) -> Void

  /// What was found while the row groups were made.
  struct Output: Sendable {
    /// One per batch, in upload order.
    var findings: [Source.Findings] = []
    var problems: RowIssueList
    var anomalies: AnomalyList
    var bestPlayers = BestPlayersByMetric()
    var rowCount = 0
  }

  private typealias Worker = RowGroupWorker<Source>

  /// A finished batch and its worker, which is free for the next one.
  private struct Done: Sendable {
    let index: Int
    let output: Worker.Output
    let worker: Worker
  }

  /// Writes the row groups to the file in upload order, each as soon as the previous ones are
  /// written.
  /// - Throws: `ParquetError` for a bug, not for a fault of the upload; errors of the source and
  ///   the file.
  func encode(into file: inout SnapshotWriter) async throws -> Output {
    let limit = settings.reading.limits.listedProblems
    var result = Output(
      problems: RowIssueList(limit: limit), anomalies: AnomalyList(limit: limit))
    let schema = try CuratedTable.schema()
    try await withThrowingTaskGroup(of: Done.self) { group in
      var started = 0
      var early: [Int: Worker.Output] = [:]
      func start(_ worker: Worker) {
        guard let batch = source.next() else { return }
        let index = started
        started += 1
        group.addTask {
          try Task.checkCancellation()
          return Done(index: index, output: try worker.encode(batch), worker: worker)
        }
      }
      for _ in 0..<max(settings.threads, 1) {
        start(Worker(source, plan: plan, schema: schema, run: run, listing: limit))
      }
      var finished = 0
      while let done = try await group.next() {
        finished += 1
        progress(finished, max(source.batchCount, finished))
        start(done.worker)
        early[done.index] = done.output
        while let next = early.removeValue(forKey: result.findings.count) {
          if let rowGroup = next.rowGroup { try await file.append(rowGroup) }
          result.add(next)
        }
      }
    }
    return result
  }
}

extension SnapshotEncoder.Output {
  fileprivate mutating func add(_ output: RowGroupWorker<Source>.Output) {
    findings.append(output.findings)
    problems.append(output.problems)
    anomalies.append(output.anomalies)
    bestPlayers.merge(output.bestPlayers)
    rowCount += output.rowGroup?.rowCount ?? 0
  }
}

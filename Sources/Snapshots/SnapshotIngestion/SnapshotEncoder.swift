import Datasets
import Parquet
import UploadReading

/// Takes the rows of an upload to the row groups of its curated file, several at once.
struct SnapshotEncoder<Source: BatchSource> {
  let source: Source
  let plan: CurationPlan
  let run: Run
  let settings: IngestionSettings
  let progress: @Sendable (_ done: Int, _ total: Int) -> Void

  /// What was learnt of the rows while the row groups were made.
  struct Output: Sendable {
    /// Of each batch, in the order of the upload.
    var findings: [Source.Findings] = []
    var problems: RowIssueList
    var anomalies: AnomalyList
    var bestPlayers = BestPlayersByMetric()
    var rowCount = 0
  }

  private typealias Worker = RowGroupWorker<Source>

  /// A batch that was worked on, and who did it: free for the next one.
  private struct Done: Sendable {
    let index: Int
    let output: Worker.Output
    let worker: Worker
  }

  /// Hands the row groups to the file in the order of the upload, each as soon as those before it
  /// are there.
  /// - Throws: `ParquetError`, a fault of ours, not of the upload; what the source and the file throw.
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

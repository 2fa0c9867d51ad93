import Failures
import LambdaRuntime
import SnapshotIngestion
import UploadReading

/// The outcome of a record.
enum RecordOutcome: Sendable {
  /// The upload was handled completely: accepted, or rejected with a report.
  case ingested(IngestionReport, byteCount: Int)
  case skipped(SkippedRecord)
  case refused(RejectedRecord)
  /// It could be an upload, and it is unreadable: a person has to see the event.
  case unreadable(FunctionFailure)
  /// It was not handled completely, and retrying may help.
  case unfinished(reason: String)
}

/// The number of records per outcome.
struct OutcomeCounts: Hashable, Sendable {
  var accepted = 0
  var refused = 0
  var skipped = 0
  var unfinished = 0

  mutating func add(_ outcome: RecordOutcome) {
    switch outcome {
    case .ingested(let report, _): if report.isAccepted { accepted += 1 } else { refused += 1 }
    case .refused: refused += 1
    case .skipped: skipped += 1
    case .unreadable, .unfinished: unfinished += 1
    }
  }
}

/// The outcomes of an invocation so far.
struct OutcomeTally: Sendable {
  private(set) var counts = OutcomeCounts()
  /// Why the invocation fails after everything is handled; `nil` if it succeeds.
  private(set) var firstFailure: FunctionFailure?

  mutating func add(_ outcome: RecordOutcome, of key: String) {
    counts.add(outcome)
    switch outcome {
    case .unfinished(let reason):
      fail(FunctionFailure(code: .unfinished, place: key, reason: reason))
    case .unreadable(let failure): fail(failure)
    case .ingested, .skipped, .refused: break
    }
  }

  mutating func fail(_ failure: FunctionFailure) {
    if firstFailure == nil { firstFailure = failure }
  }
}

extension FunctionMetric {
  /// Messages of a queue, each with a failed event.
  static let eventsRepeated = FunctionMetric("EventsRepeated", .count)
  static let rowsAccepted = FunctionMetric("RowsAccepted", .count)
  static let rowsRefused = FunctionMetric("RowsRefused", .count)
  static let uploadBytes = FunctionMetric("UploadBytes", .bytes)
  static let uploadsAccepted = FunctionMetric("UploadsAccepted", .count)
  static let uploadsRefused = FunctionMetric("UploadsRefused", .count)
  static let uploadsUnfinished = FunctionMetric("UploadsUnfinished", .count)
  /// Reading uploads from the inbox.
  static let readingDuration = FunctionMetric("ReadingDuration", .microseconds)
  /// From an upload's bytes to its report.
  static let ingestingDuration = FunctionMetric("IngestingDuration", .microseconds)
}

extension InvocationMetrics {
  func add(_ outcome: RecordOutcome) {
    guard case .ingested(let report, let byteCount) = outcome else { return }
    add(report.isAccepted ? report.reading?.rows.accepted ?? 0 : 0, to: .rowsAccepted)
    add(report.reading?.rows.refused ?? 0, to: .rowsRefused)
    add(byteCount, to: .uploadBytes)
  }

  func add(_ counts: OutcomeCounts) {
    add(counts.accepted, to: .uploadsAccepted)
    add(counts.refused, to: .uploadsRefused)
    add(counts.unfinished, to: .uploadsUnfinished)
  }
}

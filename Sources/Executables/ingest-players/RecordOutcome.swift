import LambdaRuntime
import SnapshotIngestion
import UploadReading

/// What came of a record.
enum RecordOutcome: Sendable {
  /// The upload was taken to its end: accepted, or refused with a report.
  case ingested(IngestionReport, byteCount: Int)
  case skipped(SkippedRecord)
  case refused(RejectedRecord)
  /// It could be an upload, and nobody can tell which: the event has to come to a person's eyes.
  case unreadable(FunctionFailure)
  /// It was not taken to its end, and trying again later may help.
  case unfinished(reason: String)
}

/// How many records ended in which way.
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

/// What came of an invocation so far.
struct OutcomeTally: Sendable {
  private(set) var counts = OutcomeCounts()
  /// Why the invocation fails once all else is handled; `nil` where it succeeds.
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
  /// Messages of a queue, each with an event that had failed before.
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

import DataLake
import Failures
import JSON
import LambdaRuntime
import SnapshotIngestion
import UploadReading

extension FunctionLog {
  /// Writes a line before the records of an event that had failed before.
  func write(_ repeated: RepeatedS3Event) {
    let reason = repeated.failure.map { ", which had failed: \($0)" } ?? ", which had failed"
    info("repeated: an event\(reason)") {
      $0.member("message_id", repeated.messageID)
      if let count = repeated.receiveCount { $0.member("receive_count", count) }
      if let id = repeated.failure?.requestID { $0.member("failed_request_id", id) }
    }
  }

  /// Writes a line with the outcome of a record.
  func write(_ outcome: RecordOutcome, of key: String, after time: Duration) {
    switch outcome {
    case .ingested(let report, let byteCount): write(report, of: key, byteCount, after: time)
    case .skipped(let reason):
      info("skipped: \(reason.description)") { $0.member("key", key) }
    case .refused(let rejection):
      warn("refused: found \"\(rejection.found)\", expected \(rejection.expected)") {
        $0.member("key", key)
        $0.member("found", rejection.found)
        $0.member("expected", rejection.expected)
      }
    case .unreadable(let failure): error("unreadable: \(failure.description)")
    case .unfinished(let reason):
      error("unfinished: \(reason)") { $0.member("key", key) }
    }
  }

  private func write(
    _ report: IngestionReport, of key: String, _ byteCount: Int, after time: Duration
  ) {
    let (level, message): (LogLevel, String) =
      switch report.outcome {
      case .accepted where report.isSuperseded:
        (.info, "accepted; the snapshot shows a newer upload")
      case .accepted: (.info, "accepted")
      case .refused(let rejection):
        (.warn, "refused: found \(rejection.found), expected \(rejection.expected)")
      }
    write(level, message) {
      $0.member("key", key)
      $0.member("run_id", report.runID)
      $0.member("bytes", byteCount)
      $0.member("rows_accepted", report.isAccepted ? report.reading?.rows.accepted ?? 0 : 0)
      $0.member("rows_refused", report.reading?.rows.refused ?? 0)
      $0.member("rows_suspicious", report.anomalousRows)
      $0.member("problems", report.problems.count)
      $0.member("report", report.report.description)
      $0.member("duration_us", time.microseconds)
    }
  }
}

extension SkippedRecord: CustomStringConvertible {
  var description: String {
    switch self {
    case .otherEvent(let name): "the event \(name) is not about a written object"
    case .otherBucket: "the bucket is not the lake's"
    case .outsideOfInbox: "the key is not in the lake's inbox"
    case .folderMarker: "the key marks a folder"
    case .replaced: "the object was replaced meanwhile; the newer one has its own event"
    case .deleted: "the object was deleted meanwhile"
    case .done: "the event was handled before"
    }
  }
}

import Intake
import Synchronization

/// Hands out the rows of an upload batch by batch, to several workers at once.
protocol BatchSource: Sendable {
  associatedtype Batch: Sendable
  /// What is learnt of a batch on reading it.
  associatedtype Findings: Sendable

  /// About how many batches there are, for those who wait.
  var batchCount: Int { get }

  /// The next batch, in the order of the upload; nil when there is none left.
  func next() -> Batch?

  /// Reads a batch; what `rows` held before is gone.
  func read(_ batch: Batch, into rows: inout SnapshotBatch) throws -> Findings
}

/// The batches of an upload that was surveyed.
final class SurveyedBatches: BatchSource {
  private let survey: UploadSurvey
  private let taken = Atomic(0)

  init(_ survey: UploadSurvey) {
    self.survey = survey
  }

  var batchCount: Int { survey.batchCount }

  func next() -> Int? {
    let batch = taken.add(1, ordering: .relaxed).oldValue
    return batch < survey.batchCount ? batch : nil
  }

  func read(_ batch: Int, into rows: inout SnapshotBatch) throws {
    try survey.read(batch: batch, into: &rows)
  }
}

/// The batches of an upload that is read as its first rows foretell.
struct ForetoldBatches: BatchSource {
  let forecast: UploadForecast

  /// Something is not as foretold.
  struct Surprise: Error {}

  var batchCount: Int { forecast.probablePartCount }

  func next() -> UploadPart? { forecast.nextPart() }

  func read(_ part: UploadPart, into rows: inout SnapshotBatch) throws -> PartFindings {
    guard let findings = forecast.read(part, into: &rows) else { throw Surprise() }
    return findings
  }
}

import Synchronization
import UploadReading

/// Gives the rows of an upload to several workers, batch by batch.
protocol BatchSource: Sendable {
  associatedtype Batch: Sendable
  /// What reading a batch finds out.
  associatedtype Findings: Sendable

  /// The approximate number of batches, for progress.
  var batchCount: Int { get }

  /// The next batch, in upload order; `nil` at the end.
  func next() -> Batch?

  /// Reads a batch and replaces the content of `rows`.
  func read(_ batch: Batch, into rows: inout SnapshotBatch) throws -> Findings
}

/// The batches of an upload that was profiled.
final class ProfiledBatches: BatchSource {
  private let profile: UploadProfile
  private let taken = Atomic(0)

  init(_ profile: UploadProfile) {
    self.profile = profile
  }

  var batchCount: Int { profile.batchCount }

  func next() -> Int? {
    let batch = taken.add(1, ordering: .relaxed).oldValue
    return batch < profile.batchCount ? batch : nil
  }

  func read(_ batch: Int, into rows: inout SnapshotBatch) throws {
    try profile.read(batch: batch, into: &rows)
  }
}

/// The batches of an upload that is read as its first rows predict.
struct PredictedBatches: BatchSource {
  let speculation: SpeculativeRead

  /// Something is not as predicted.
  struct Misprediction: Error {}

  var batchCount: Int { speculation.probablePartCount }

  func next() -> UploadPart? { speculation.nextPart() }

  func read(_ part: UploadPart, into rows: inout SnapshotBatch) throws -> PartFindings {
    guard let findings = speculation.read(part, into: &rows) else { throw Misprediction() }
    return findings
  }
}

import Synchronization
import UploadReading

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

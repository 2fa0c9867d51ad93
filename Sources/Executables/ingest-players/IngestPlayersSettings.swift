import AWS
import Datasets
import LambdaRuntime
import SnapshotIngestion
import UploadReading

/// What the owner of the function decides, read from its environment.
struct IngestPlayersSettings: Sendable {
  let location: S3Location
  let ingestion: IngestionSettings

  /// Bytes of memory that a byte of an upload may need: itself, and what becomes of it.
  private static let memoryOfAByte = 2
  /// Bytes of memory that a row may need, however short it is: its id is sorted to find it again.
  private static let memoryOfARow = 64
  /// What the process and the batches in work need, however large the upload is.
  private static let memoryBesideUploads = 80 << 20

  /// - Throws: `FunctionFailure`, which names the variable.
  init(_ settings: FunctionSettings) throws(FunctionFailure) {
    location = try S3Location(settings)
    var ingestion = IngestionSettings()
    let weights = try settings.value(
      "DKP_WEIGHTS", expected: "weights such as \(DKPWeights.standard), each up to 1000000"
    ) { DKPWeights($0) }
    ingestion.dkpWeights = weights ?? .standard
    if let memory = try settings.memoryBytes { Self.bound(&ingestion, by: memory) }
    self.ingestion = ingestion
  }

  /// Keeps uploads to what fits into the function's memory: a refusal tells what to do, the end of
  /// the process for want of memory would tell nothing.
  private static func bound(_ ingestion: inout IngestionSettings, by memory: Int) {
    let room = (memory - memoryBesideUploads) / memoryOfAByte
    let limits = ingestion.reading.limits
    ingestion.reading.limits.uploadBytes = min(limits.uploadBytes, room)
    ingestion.reading.limits.textBytes = min(limits.textBytes, room)
    ingestion.reading.limits.rows = min(limits.rows, room / memoryOfARow)
  }
}

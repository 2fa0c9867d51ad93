import AWS
import Datasets
import LambdaRuntime
import SnapshotIngestion
import UploadReading

/// The settings of the function, from its environment.
struct IngestPlayersSettings: Sendable {
  let location: S3Location
  let ingestion: IngestionSettings

  /// Memory per byte of an upload: the byte itself, and what is made from it.
  private static let memoryOfAByte = 2
  /// Memory per row of any length: its id is sorted.
  private static let memoryOfARow = 64
  /// Memory of the process and the current batches, for any upload.
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

  /// Limits uploads to the function's memory: a rejection says what to do, a killed process would
  /// say nothing.
  private static func bound(_ ingestion: inout IngestionSettings, by memory: Int) {
    let room = (memory - memoryBesideUploads) / memoryOfAByte
    let limits = ingestion.reading.limits
    ingestion.reading.limits.uploadBytes = min(limits.uploadBytes, room)
    ingestion.reading.limits.textBytes = min(limits.textBytes, room)
    ingestion.reading.limits.rows = min(limits.rows, room / memoryOfARow)
  }
}

import AWS
import LambdaRuntime
import SnapshotIngestion
import UploadReading

@main
enum Function {
  static func main() async {
    Allocator.returnLargeBlocks()
    await FunctionProcess.run("ingest-players") { settings throws(FunctionFailure) in
      try IngestPlayersHandler(settings)
    }
  }
}

extension IngestPlayersHandler {
  /// Puts the parts together as the environment says.
  fileprivate init(_ settings: FunctionSettings) throws(FunctionFailure) {
    let read = try IngestPlayersSettings(settings)
    let location = read.location
    let uploadBytes = read.ingestion.reading.limits.uploadBytes
    var transfers = S3Settings()
    transfers.downloadLimit = uploadBytes
    // In one piece: parts that are put together would need the memory twice.
    transfers.downloadPartBytes = uploadBytes
    let store = try FunctionLake(at: location, settings).store(settings: transfers)
    self.init(
      rules: RecordRules(
        bucket: location.bucket, prefix: location.prefix.isEmpty ? "" : "\(location.prefix)/",
        uploadBytes: uploadBytes),
      uploads: BucketUploads(store: store),
      pipeline: IngestionPipeline(store: store, settings: read.ingestion))
  }
}

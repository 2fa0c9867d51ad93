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
  /// Puts the parts together by the environment.
  fileprivate init(_ settings: FunctionSettings) throws(FunctionFailure) {
    let read = try IngestPlayersSettings(settings)
    let location = read.location
    let uploadBytes = read.ingestion.reading.limits.uploadBytes
    var transfers = S3Settings()
    transfers.downloadLimit = uploadBytes
    // In one piece: joining parts would take twice the memory.
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

import AWS
import LambdaRuntime
import SnapshotQueries
import Time
import Web

@main
enum Function {
  static func main() async {
    await FunctionProcess.run("leaderboard-api") { settings throws(FunctionFailure) in
      try LeaderboardAPIHandler(settings)
    }
  }
}

extension LeaderboardAPIHandler {
  /// Puts the parts together by the environment.
  fileprivate init(_ settings: FunctionSettings) throws(FunctionFailure) {
    let read = try LeaderboardAPISettings(settings)
    var policy = RetryPolicy()
    // An HTTP API waits for 30 seconds, and a problem told in time is better than none.
    policy.total = .seconds(20)
    let lake = try FunctionLake(at: read.location, settings, policy: policy)
    let store = lake.store()
    let columnBytes = read.columnBytes ?? ParquetEngine.usualColumnBytes
    let allowance = QueryAllowance(maxQueries: read.queriesPerDay) { Clock.system.now() }
    let engine: any QueryEngine =
      switch read.engine {
      case .parquet: ParquetEngine(store: store, columnBytes: columnBytes)
      case .athena(let names):
        AthenaEngine(
          store: store,
          running: AthenaClient(
            calling: lake.session.client,
            settings: AthenaSettings(
              endpoint: lake.session.configuration.endpoint(of: .athena).url,
              database: names.database, workgroup: names.workgroup)),
          on: names.table, allowing: allowance, columnBytes: columnBytes)
      }
    self.init(
      catalog: SnapshotCatalog(store: ListingCache(store)), engine: CachingEngine(engine),
      cors: read.cors, files: { Page.files }, allowance: allowance)
  }
}

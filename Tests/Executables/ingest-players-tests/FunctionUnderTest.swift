import Bytes
import Failures
import JSON
import LambdaRuntime
import SnapshotIngestion
import Storage
import Synchronization
import TestSupport
import Time

@testable import ingest_players

/// A lake in a folder, with the function's handler before it.
struct FunctionUnderTest: UploadSource {
  let lake: DirectoryStore
  let log = KeptLog()

  /// A folder keeps no versions, and its tags are its own: an upload is pinned by its content.
  func read(_ key: String, _ pin: UploadPin) async throws -> SharedBytes {
    let upload = try await lake.get(key)
    if case .tag(let tag) = pin, tag != Self.tag(upload) {
      throw ObjectStoreError(code: .changed, place: key, reason: "another upload")
    }
    return upload
  }

  static func tag(_ upload: SharedBytes) -> String {
    "\(upload.array.reduce(7) { $0 &* 31 &+ Int($1) })"
  }

  func drop(_ content: String, as file: String = "players.csv") async throws {
    _ = try await lake.put(
      "inbox/source=rok_players/kingdom=51/dt=2026-01-26/\(file)", [SharedBytes(content)],
      when: .always)
  }

  /// Hands an event to the function; on a store of its own where one is given.
  func invoke(_ event: String, store: (any ObjectStore)? = nil) async throws(FunctionFailure)
    -> JSONValue
  {
    let handler = IngestPlayersHandler(
      rules: RecordRules(bucket: "lake", prefix: "", uploadBytes: 1 << 20), uploads: self,
      pipeline: IngestionPipeline(store: store ?? lake))
    let invocation = Invocation(
      requestID: "r", deadline: .epoch, functionARN: "", traceID: nil, payload: SharedBytes(event))
    let context = InvocationContext(log: FunctionLog(to: log), metrics: log.metrics)
    let response = try await handler.handle(invocation, in: context)
    return (try? JSONValue(parsing: response.array)) ?? .null
  }

  func tree() async throws -> [String: SharedBytes] {
    var tree: [String: SharedBytes] = [:]
    for key in try await lake.list("", delimited: false).keys where !key.hasPrefix("inbox/") {
      tree[key] = try await lake.get(key)
    }
    return tree
  }
}

final class KeptLog: LogOutput {
  let metrics = InvocationMetrics()
  private let kept = Mutex<[String]>([])

  var lines: [String] { kept.withLock { $0 } }
  func write(line: [UInt8]) { kept.withLock { $0.append(String(decoding: line, as: UTF8.self)) } }
}

func withFunction(_ body: (FunctionUnderTest) async throws -> Void) async throws {
  try await withTemporaryLake { lake async throws in try await body(FunctionUnderTest(lake: lake)) }
}

extension WatchedStore {
  /// A store that cannot be reached where one file is to be written.
  convenience init(_ store: DirectoryStore, failingFor file: String) {
    self.init(store) { key in
      if key.hasSuffix(file) {
        throw ObjectStoreError(code: .unreachable, place: key, reason: "SlowDown")
      }
    }
  }
}

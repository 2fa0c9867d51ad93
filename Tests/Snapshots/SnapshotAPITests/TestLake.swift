import Bytes
import HTTP
import HTTPAPI
import JSON
import SnapshotAPI
import SnapshotQueries
import Storage
import TestSupport

/// The API over a lake that a test fills.
struct TestLake {
  let store: DirectoryStore
  let service: HTTPService

  /// Puts a snapshot in place; what it holds is up to the engine.
  func addSnapshot(of date: String, kingdom: Int = 51) async throws {
    let key = "curated/source=rok_players/kingdom=\(kingdom)/dt=\(date)/players.parquet"
    _ = try await store.put(key, [SharedBytes("")], when: .always)
  }

  /// - Parameter report: the report; an accepted one of the run if `nil`.
  func addReport(
    of date: String, run: String, kingdom: Int = 51, runID: String = "other",
    _ report: String? = nil
  ) async throws {
    let folder = "source=rok_players/kingdom=\(kingdom)/dt=\(date)/run_ts=\(run)"
    let usual = """
      {"run_id":"\(runID)","uploaded_at":"2026-01-26T15:30:12Z","file":"\(run).csv",\
      "status":"accepted","rows":{"total":1,"accepted":1,"refused":0},"problems":[]}
      """
    _ = try await store.put(
      "reports/\(folder)/report.json", [SharedBytes(report ?? usual)], when: .always)
  }

  /// - Parameter target: the path, and the query behind a `?`.
  func ask(_ target: String, headers: HTTPFields = [:]) async -> HTTPResponse {
    let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
    return await service.respond(
      to: HTTPRequest(
        path: parts[0], query: parts.count > 1 ? parts[1] : "", headers: headers))
  }

  /// The body of an answer as JSON.
  func json(_ target: String) async throws -> JSONValue {
    try JSONValue(parsing: await ask(target).bytes)
  }
}

/// Lends a lake with the two snapshots of the scripted engine.
func withTestLake(
  engine: any QueryEngine = ScriptedEngine(), plainAnswers: PlainAnswerLimits? = nil,
  _ body: (TestLake) async throws -> Void
) async throws {
  try await withTemporaryLake { store async throws in
    let service = HTTPService(
      SnapshotService(catalog: SnapshotCatalog(store: store), engine: engine),
      plainAnswers: plainAnswers)
    let lake = TestLake(store: store, service: service)
    for date in ScriptedEngine.dates { try await lake.addSnapshot(of: date) }
    try await body(lake)
  }
}

extension HTTPResponse {
  var text: String { String(decoding: bytes, as: UTF8.self) }
}

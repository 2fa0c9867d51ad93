import AWS
import Bytes
import Datasets
import Foundation
import HTTP
import HTTPAPI
import JSON
import SnapshotAPI
import SnapshotIngestion
import SnapshotQueries
import Storage
import TestSupport
import Time

/// An engine over a lake, and the API above it.
struct QueryProbe {
  private let store: CountingStore
  private let service: HTTPService

  /// - Parameter settings: `lake`, a folder or `s3://…`; `engine`, `parquet` or `athena`;
  ///   `keeps_milliseconds` where answers are kept; of Athena `database`, `table`, `workgroup` and
  ///   `deadline_milliseconds`.
  init(_ settings: JSONValue, environment: [String: String]) throws {
    let lake = try settings.text("lake")
    let isCloud = S3Location.isMeant(by: lake) || settings["engine"]?.string == "athena"
    let session = isCloud ? try Self.session(environment) : nil
    let base: any ObjectStore =
      if S3Location.isMeant(by: lake), let session {
        session.store(at: try S3Location(lake))
      } else {
        DirectoryStore(root: lake, flushes: false)
      }
    store = CountingStore(base, bytesWorthARead: 1 << 20)
    var engine: any QueryEngine = ParquetEngine(store: store)
    if settings["engine"]?.string == "athena", let session {
      engine = try Self.athena(settings, session, store)
    }
    var listed: any ObjectStore = store
    if let milliseconds = settings["keeps_milliseconds"]?.integer {
      engine = CachingEngine(engine, summaryAge: .milliseconds(milliseconds))
      listed = ListingCache(store, age: .milliseconds(milliseconds))
    }
    service = HTTPService(
      SnapshotService(catalog: SnapshotCatalog(store: listed), engine: engine),
      reportingTo: { FileHandle.standardError.write(Data("\($0)\n".utf8)) })
  }

  private static func session(_ environment: [String: String]) throws -> AWSSession {
    try AWSSession(environment: environment)
  }

  private static func athena(
    _ settings: JSONValue, _ session: AWSSession, _ store: any ObjectStore
  ) throws -> AthenaEngine {
    let database = try settings.text("database")
    var athena = AthenaSettings(
      endpoint: session.configuration.endpoint(of: .athena).url, database: database,
      workgroup: try settings.text("workgroup"))
    if let deadline = settings["deadline_milliseconds"]?.integer {
      athena.deadline = .milliseconds(deadline)
    }
    guard let table = AthenaTable(database: database, table: try settings.text("table")) else {
      throw ProbeError(reason: "the table has no name of letters, digits and _")
    }
    let client = AthenaClient(calling: session.client, settings: athena)
    return AthenaEngine(store: store, running: client, on: table)
  }

  func answer(_ query: JSONValue) async throws -> JSONWriter {
    switch try query.text("do") {
    case "ingest": try await ingest(query)
    case "get": try await get(query)
    case let other: throw ProbeError(reason: "nothing to do for \(other)")
    }
  }

  /// Takes a file in as an upload event would.
  private func ingest(_ query: JSONValue) async throws -> JSONWriter {
    let snapshot = SnapshotID(
      kingdom: try query.value("kingdom") { Kingdom($0) },
      date: try query.value("date") { CalendarDate($0) })
    let event = UploadEvent(
      snapshot: snapshot, file: try query.value("name") { FileName($0) },
      time: try query.value("time") { Instant($0) })
    let content = try Data(contentsOf: URL(fileURLWithPath: try query.text("file")))
    var settings = IngestionSettings()
    if query["dkp_weights"] != nil {
      settings.dkpWeights = try query.value("dkp_weights") { DKPWeights($0) }
    }
    let report = try await IngestionPipeline(store: store, settings: settings).ingest(
      SharedBytes(Array(content)), of: event)
    var json = JSONWriter()
    json.object { $0.member("run_id", report.runID) }
    return json
  }

  /// Answers a request and says what it cost.
  private func get(_ query: JSONValue) async throws -> JSONWriter {
    store.reset()
    let request = HTTPRequest(
      path: try query.text("path"), query: try query.text("query"))
    let limit = query["within_milliseconds"]?.integer.map { Duration.milliseconds($0) }
    let begin = ContinuousClock.now
    let response = await service.respond(to: request, within: limit)
    let seconds = begin.duration(to: .now) / .seconds(1)
    var json = JSONWriter()
    json.object {
      $0.member("status", response.status)
      $0.member("retry_after", response.headers["Retry-After"])
      $0.member("body", String(decoding: response.bytes, as: UTF8.self))
      $0.member("microseconds", Int(seconds * 1_000_000))
      let counted = store.counted
      $0.member("heads", counted.heads)
      $0.member("gets", counted.gets)
      $0.member("lists", counted.lists)
      $0.member("bytes_read", counted.bytesRead)
    }
    return json
  }
}

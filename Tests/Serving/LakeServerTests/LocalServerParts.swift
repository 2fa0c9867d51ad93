import Bytes
import Foundation
import HTTP
import HTTPAPI
import HTTPServer
import SnapshotAPI
import SnapshotIngestion
import SnapshotQueries
import Storage
import Synchronization
import TestSupport

@testable import LakeServer

/// What a local lake told of itself.
final class Told: Sendable {
  private let lines = Mutex<[String]>([])
  private let changes = Mutex(0)

  var messages: [String] { lines.withLock { $0 } }
  var changeCount: Int { changes.withLock { $0 } }

  func ingestion(into store: DirectoryStore) -> LakeIngestion {
    LakeIngestion(
      store: store, settings: IngestionSettings(),
      changed: { self.changes.withLock { $0 += 1 } },
      report: { line in self.lines.withLock { $0.append(line) } })
  }
}

extension DirectoryStore {
  func write(_ content: String, to key: String) throws {
    let file = URL(filePath: root).appending(path: key)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(content.utf8).write(to: file)
  }

  func api(
    events: EventFeed<LakeEvent>? = nil, uploads: UploadService? = nil
  ) -> HTTPService {
    HTTPService(
      SnapshotService(catalog: SnapshotCatalog(store: self), engine: ParquetEngine(store: self)),
      and: [.uploads(uploads?.accept), .events(events?.stream), .health([])])
  }
}

extension HTTPRequest {
  /// A request of a page of this server, or of a program.
  static func upload(
    _ query: String, method: HTTPMethod = .post, _ headers: HTTPFields = [:]
  ) -> HTTPRequest {
    var all: HTTPFields = ["Host": "localhost", "Content-Type": "application/octet-stream"]
    for field in headers { all[field.name] = field.value.isEmpty ? nil : field.value }
    return HTTPRequest(method: method, path: "/v1/uploads", query: query, headers: all)
  }
}

extension UploadRequest {
  init(_ request: HTTPRequest, maxBytes: Int = 1_000) throws(ProblemDetails) {
    let query = try QueryParameters(request.query, knowing: ["file", "kingdom", "date"])
    try self.init(request, query, maxBytes: maxBytes)
  }
}

/// Sends a body as a connection does, and waits for the answer.
func send(_ body: String, to incoming: IncomingBody) async throws -> HTTPResponse {
  let receiver = try incoming.begin(.unknown) { _ in }
  for byte in body.utf8 { try receiver.receive([byte]) { _ in } }
  return try await receiver.finish().value()
}

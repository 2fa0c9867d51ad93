import Foundation
import HTTP
import HTTPAPI
import JSON
import LiveBoards
import SQLiteLog
import Synchronization
import TestSupport
import Testing
import Time

@testable import LiveAPI

/// The API on boards in SQLite.
struct LiveAPI: Sendable {
  let boards: LiveBoards
  let service: HTTPService
  let time: ManualClock

  /// - Returns: the status and the body of an answer.
  func send(
    _ method: HTTPMethod, _ target: String, _ body: String = "", _ headers: HTTPFields = [:],
    from client: ClientAddress = .ipv4([127, 0, 0, 1])
  ) async throws -> Reply {
    let parts = target.split(separator: "?", maxSplits: 1)
    var headers = headers
    if !body.isEmpty, headers["Content-Type"] == nil {
      headers.add("Content-Type", "application/json")
    }
    let request = HTTPRequest(
      method: method, path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : "",
      headers: headers, body: Array(body.utf8), client: client)
    let response = await service.respond(to: request)
    return Reply(status: response.status, headers: response.headers, body: response.body)
  }

  func get(_ target: String) async throws -> Reply { try await send(.get, target) }

  /// The lines of a list of entries: `1 a 30`.
  func lines(_ target: String) async throws -> [String] {
    let data = try await get(target).json["data"]?.elements ?? []
    return data.map { entry in
      let members = ["rank", "player_id", "score"].map { name in
        switch entry[name] {
        case .number(let digits)?: digits
        case .string(let text)?: text
        default: "?"
        }
      }
      return members.joined(separator: " ")
    }
  }

  func submit(
    _ player: String, _ score: String, to board: String = "game1", key: String? = nil
  ) async throws -> Reply {
    let key = key.map { #","submission_id":"\#($0)""# } ?? ""
    return try await send(
      .post, "/api/v1/scores",
      #"{"player_id":"\#(player)","leaderboard_id":"\#(board)","score":\#(score)\#(key)}"#)
  }
}

struct Reply: Sendable {
  let status: Int
  let headers: HTTPFields
  let body: HTTPBody

  var text: String {
    switch body {
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    case .stream(let stream): Self.text(of: stream)
    }
  }

  var json: JSONValue {
    let bytes = Array(text.utf8)
    return (try? JSONValue(parsing: bytes, byteLimit: 1 << 24, depthLimit: 32)) ?? .null
  }

  var data: JSONValue { json["data"] ?? .null }
  var code: String? { json["code"]?.string }

  private static func text(of stream: BodyStream) -> String {
    guard let source = try? stream.open(.unknown, {}) else { return "?" }
    var bytes: [UInt8] = []
    while case .bytes(let piece) = source.next() { bytes += piece }
    return String(decoding: bytes, as: UTF8.self)
  }
}

func withAPI(
  _ policy: (Clock) -> AccessPolicy = { AccessPolicy(clock: $0) },
  _ body: (LiveAPI) async throws -> Void
) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "api-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let time = ManualClock("2026-11-30T10:00:00Z")
  var settings = SQLiteLog.Settings()
  settings.clock = time.clock
  settings.readerCount = 2
  let log = try await SQLiteLog.open(folder.appending(path: "scores.db").path(), settings: settings)
  let boards = try await LiveBoards.open(log, clock: time.clock)
  let keys = Atomic(0)
  let service = LiveService(boards: boards, access: policy(time.clock)) {
    "key \(keys.add(1, ordering: .relaxed).newValue)"
  }
  try await body(
    LiveAPI(boards: boards, service: HTTPService(live: service.routes), time: time))
  await log.close()
}

func withGame(_ members: String = "", _ body: (LiveAPI) async throws -> Void) async throws {
  try await withAPI { api in
    let created = try await api.send(
      .post, "/api/v1/leaderboards", #"{"id":"game1","name":"Game 1"\#(members)}"#)
    try #require(created.status == 201)
    try await body(api)
  }
}

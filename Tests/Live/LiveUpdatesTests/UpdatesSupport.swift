import Foundation
import HTTP
import HTTPAPI
import JSON
import LiveAPI
import LiveBoards
import LiveScores
import SQLiteLog
import ScoreLog
import Synchronization
import TestSupport
import Testing
import Time
import WebSocket

@testable import LiveUpdates

/// Boards in SQLite with a hub whose work is done when a test calls for it.
struct TestUpdates: Sendable {
  let boards: LiveBoards
  let hub: UpdateHub
  let updates: UpdateService
  let time: ManualClock

  func socket(
    _ client: ClientAddress = .ipv4([127, 0, 0, 1]), headers: HTTPFields = [:],
    deflate: String? = nil
  ) throws -> TestSocket {
    let request = HTTPRequest(path: "/ws", headers: headers, client: client)
    let socket = UpdateSocket(
      updates, caller: try updates.service.access.caller(of: request), client: client,
      deflate: deflate.flatMap { MessageDeflate(offers: $0) })
    return TestSocket(socket)
  }

  /// Reads and sends what is due, and again after the intervals that begin with that.
  func settle() async {
    await hub.sendDue(of: boards)
    for _ in 0..<2 {
      time.advance(by: hub.limits.interval)
      await hub.sendDue(of: boards)
    }
  }

  func create(_ id: String = "game1", reset: String = "never", places: Int = 0) async throws {
    let definition = try BoardDefinition(
      id: BoardID(id), name: "Game", scale: ScoreScale(places: places),
      reset: ResetSchedule(reset))
    _ = try await boards.create(definition)
  }

  func score(_ player: String, _ score: Int64, on board: String = "game1") async throws {
    let submission = Submission(
      board: try BoardID(board), player: try PlayerID(player), score: score,
      key: try SubmissionKey("\(player) \(score) \(time.now)"))
    _ = try await boards.submit([submission])
  }
}

/// The client's side of a socket.
final class TestSocket: Sendable {
  let socket: UpdateSocket
  private let wakes: AsyncStream<Void>
  let wakeCount = Atomic(0)
  /// A connection sends nothing after its close frame.
  private let isClosed = Atomic(false)

  init(_ socket: UpdateSocket) {
    self.socket = socket
    let (wakes, continuation) = AsyncStream<Void>.makeStream()
    self.wakes = wakes
    socket.begin { [self] in
      wakeCount.add(1, ordering: .relaxed)
      continuation.yield()
    }
  }

  func send(_ text: String) { socket.receive(.text(text)) }

  func subscribe(_ board: String = "game1", _ more: String = "") {
    send(#"{"type":"subscribe","leaderboard_id":"\#(board)"\#(more)}"#)
  }

  /// All messages that the client takes now.
  func take() throws -> [JSONValue] {
    var messages: [JSONValue] = []
    while let message = try next() { messages.append(message) }
    return messages
  }

  /// The messages as short texts.
  func lines() throws -> [String] { try take().map(\.line) }

  /// The next messages, which may have to be waited for.
  func wait(_ count: Int) async throws -> [JSONValue] {
    var messages = try take()
    for await _ in wakes {
      messages += try take()
      if messages.count >= count { break }
    }
    return messages
  }

  private func next() throws -> JSONValue? {
    if isClosed.load(ordering: .relaxed) { return nil }
    switch socket.next() {
    case .frame(let bytes): return try JSONValue(ofFrame: bytes)
    case .close(let code, let reason):
      isClosed.store(true, ordering: .relaxed)
      socket.close()
      return .object([
        ("type", .string("close \(code.rawValue)")), ("detail", .string(reason)),
      ])
    case .pending: return nil
    case .message:
      Issue.record("a message that is no frame")
      return nil
    }
  }
}

extension JSONValue {
  /// The text of a frame of a server, without compression.
  init(ofFrame frame: [UInt8]) throws {
    let head = frame[1] < 126 ? 2 : frame[1] == 126 ? 4 : 10
    let text = Array(frame.dropFirst(head))
    self = try JSONValue(parsing: text, byteLimit: text.count, depthLimit: 8)
  }

  /// A message for comparisons: `leaderboard_update game1 1 a 30, 2 b 20 (2)`.
  var line: String {
    let type = self["type"]?.string ?? "?"
    let board = self["leaderboard_id"]?.string.map { " \($0)" } ?? ""
    switch type {
    case "leaderboard_update":
      return "update\(board) \(self["data"]?.entries ?? "")"
    case "player_update":
      let player = self["data"]?["player"]?.entry ?? "-"
      let around = self["data"]?["around"]?.elements?.map(\.entry).joined(separator: ", ") ?? ""
      return "player\(board) \(player) of \(around)"
    case "error": return "error \(self["code"]?.string ?? "")"
    case "submitted":
      return "submitted \(self["request_id"]?.text ?? "") \(self["data"]?["rank"]?.text ?? "")"
    default: return type + board
    }
  }

  var entries: String {
    let entries = self["entries"]?.elements?.map(\.entry).joined(separator: ", ") ?? ""
    return entries.isEmpty ? "-" : entries
  }

  var entry: String {
    guard self != .null else { return "-" }
    return ["rank", "player_id", "score"].map { self[$0]?.text ?? "" }.joined(separator: " ")
  }

  var text: String {
    switch self {
    case .number(let digits): digits
    case .string(let text): text
    case .null: "null"
    default: "?"
    }
  }

  var version: Int64? { (self["data"]?["version"] ?? self["version"])?.integer }
}

func withUpdates(
  _ limits: UpdateLimits = UpdateLimits(), tokens: [AccessToken] = [], publicReads: Bool = true,
  by clock: Clock? = nil,
  _ body: (TestUpdates) async throws -> Void
) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(
    path: "updates-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let time = ManualClock("2026-11-30T10:00:00Z")
  let clock = clock ?? time.clock
  var settings = SQLiteLog.Settings()
  settings.clock = clock
  let log = try await SQLiteLog.open(
    folder.appending(path: "scores.db").path(), settings: settings)
  let hub = UpdateHub(limits: limits, clock: clock)
  let boards = try await LiveBoards.open(log, clock: clock, changed: hub.observer)
  let access = AccessPolicy(tokens: tokens, hasPublicReads: publicReads, clock: clock)
  let service = LiveService(boards: boards, access: access)
  try await body(
    TestUpdates(
      boards: boards, hub: hub, updates: UpdateService(service, hub: hub), time: time))
  await log.close()
}

import Failures
import Foundation
import LiveScores
import ScoreLog
import TestSupport
import Testing
import Time

@testable import SQLiteLog

/// A log in a folder of its own, with a clock that the test moves.
struct LogFolder {
  let path: String
  let time = ManualClock("2026-11-30T10:00:00Z")

  var settings: SQLiteLog.Settings {
    var settings = SQLiteLog.Settings()
    settings.clock = time.clock
    settings.readerCount = 2
    return settings
  }

  func open() async throws -> SQLiteLog { try await SQLiteLog.open(path, settings: settings) }

  /// Closes a log and opens it again.
  func reopen(_ log: SQLiteLog) async throws -> SQLiteLog {
    await log.close()
    return try await open()
  }
}

func withLogFolder(_ body: (LogFolder) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "log-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try await body(LogFolder(path: folder.appending(path: "scores.db").path()))
}

/// A log with a board `game1`.
func withLog(
  _ mode: UpdateMode = .best, _ body: (SQLiteLog, Board, LogFolder) async throws -> Void
) async throws {
  try await withLogFolder { folder in
    let log = try await folder.open()
    try await body(log, try await log.create(definition("game1", mode)), folder)
    await log.close()
  }
}

func definition(
  _ id: String, _ mode: UpdateMode = .best, reset: String = "never"
) throws -> BoardDefinition {
  try BoardDefinition(
    id: BoardID(id), name: "The board \(id)", updateMode: mode, reset: ResetSchedule(reset))
}

func submission(
  _ player: String, _ score: Int64, key: String, board: String = "game1", metadata: String? = nil
) throws -> Submission {
  Submission(
    board: try BoardID(board), player: try PlayerID(player), score: score,
    metadata: metadata.map { Array($0.utf8) }, key: try SubmissionKey(key))
}

extension Outcome {
  /// The outcome as a line: `recorded 3: 5 -> 7`.
  var line: String {
    switch self {
    case .recorded(let outcome): "recorded \(outcome.line)"
    case .repeated(let outcome): "repeated \(outcome.line)"
    case .conflicting(let outcome): "conflicting \(outcome.line)"
    case .rejected(let error): "rejected: \(error.code)"
    }
  }
}

extension RecordedOutcome {
  fileprivate var line: String {
    "\(sequence): \(before.map(String.init) ?? "none") -> \(after)"
  }
}

extension SQLiteLog {
  /// Submits one score.
  func submit(_ submission: Submission) async throws -> String {
    try #require(try await append([submission]).first).line
  }

  /// The scores of a period, read in pages of two.
  func scores(of board: Board, in period: PeriodID = PeriodID(start: nil)) async throws
    -> [String: Int64]
  {
    var found: [String: Int64] = [:]
    var cursor: Int64?
    repeat {
      let page = try await standings(of: board.number, in: period, after: cursor, limit: 2)
      for entry in page.entries {
        #expect(found.updateValue(entry.score, forKey: entry.player.text) == nil)
      }
      cursor = page.nextCursor
    } while cursor != nil
    return found
  }

  func history(of player: String, on board: Board, limit: Int = 100) async throws -> [Int64] {
    try await history(
      of: StandingKey(
        board: board.number, period: PeriodID(start: nil), player: try PlayerID(player)),
      before: nil, limit: limit
    ).map(\.sequence)
  }
}

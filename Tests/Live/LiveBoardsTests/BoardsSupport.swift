import Foundation
import Leaderboards
import LiveScores
import RankIndex
import SQLiteLog
import ScoreLog
import TestSupport
import Testing
import Time

@testable import LiveBoards

/// Boards on a log in SQLite, which a test can start again.
final class Restartable {
  let path: String
  let time = ManualClock("2026-11-30T10:00:00Z")
  private(set) var log: SQLiteLog
  private(set) var boards: LiveBoards

  init(_ folder: URL) async throws {
    path = folder.appending(path: "scores.db").path()
    log = try await Self.open(path, time)
    boards = try await LiveBoards.open(log, clock: time.clock)
  }

  func restart() async throws {
    await log.close()
    log = try await Self.open(path, time)
    boards = try await LiveBoards.open(log, clock: time.clock)
  }

  private static func open(_ path: String, _ time: ManualClock) async throws -> SQLiteLog {
    var settings = SQLiteLog.Settings()
    settings.clock = time.clock
    settings.readerCount = 2
    return try await SQLiteLog.open(path, settings: settings)
  }
}

func withBoards(_ body: (Restartable) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "live-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let restartable = try await Restartable(folder)
  try await body(restartable)
  await restartable.log.close()
}

func definition(
  _ id: String = "game1", _ mode: UpdateMode = .best, _ order: RankOrder = .descending,
  reset: String = "never", entryLimit: Int? = nil
) throws -> BoardDefinition {
  try BoardDefinition(
    id: BoardID(id), name: "Game", order: order, updateMode: mode, reset: ResetSchedule(reset),
    entryLimit: entryLimit)
}

extension LiveBoards {
  /// Submits one score; the key is made of the arguments unless it is given.
  @discardableResult
  func submit(
    _ player: String, _ score: Int64, to board: String = "game1", key: String? = nil
  ) async throws -> SubmissionAnswer {
    let submission = Submission(
      board: try BoardID(board), player: try PlayerID(player), score: score,
      key: try SubmissionKey(key ?? "\(player) \(score)"))
    return try #require(try await submit([submission]).first)
  }

  /// A board as lines: `1 a 30`.
  func lines(
    _ board: String = "game1", _ places: Range<Int> = 1..<1_000,
    period: PeriodSelector = .current
  ) async throws -> [String] {
    try await view(of: BoardID(board), period: period).entries(in: places).entries.map(\.line)
  }

  func lines(
    around player: String, _ before: Int, _ after: Int, on board: String = "game1"
  ) async throws -> [String] {
    try await view(of: BoardID(board)).entries(
      around: PlayerID(player), before: before, after: after
    ).entries.map(\.line)
  }
}

extension BoardEntry {
  var line: String { "\(rank) \(player.text) \(score)" }
}

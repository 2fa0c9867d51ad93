import Foundation
import LiveBoards
import LiveScores
import Logging
import RankIndex
import SQLiteLog
import ScoreLog
import TestSupport
import Testing

@testable import LiveServer

@Suite struct LogUpkeepTests {
  /// After a week a key is forgotten, and events of periods that have ended are deleted.
  @Test func aRoundForgetsWhatNobodyNeeds() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    let data = DataFolder(folder.path())
    try data.create()
    defer { try? FileManager.default.removeItem(at: folder) }
    let time = ManualClock("2026-11-30T10:00:00Z")
    var settings = SQLiteLog.Settings()
    settings.clock = time.clock
    let log = try await SQLiteLog.open(data.log, settings: settings)
    let boards = try await LiveBoards.open(log, clock: time.clock)
    let id = try BoardID("daily")
    let board = try await boards.create(
      BoardDefinition(id: id, name: "Daily", reset: ResetSchedule("daily")))
    func submit(_ key: String) async throws {
      _ = try await boards.submit([
        Submission(board: id, player: PlayerID("a"), score: 5, key: SubmissionKey(key))
      ])
    }
    for number in 0..<10 { try await submit("\(number)") }
    time.advance(by: .seconds(8 * 86_400))
    try await submit("last")
    let first = try #require(try await boards.periods(of: id).first)
    let upkeep = LogUpkeep(
      LiveConfiguration.Maintenance(isEnabled: true, interval: .seconds(1), batchSize: 3),
      log: log, boards: boards, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      clock: time.clock)

    await upkeep.work()

    let events = try await log.events(after: 0, limit: 100)
    // The creation of the board and the newest submission.
    #expect(events.map(\.sequence) == [1, 12])
    #expect(boards.closeEndedPeriods() == 0)
    // The ended period is read from the log again.
    let view = try await boards.view(of: id, period: .named(first.id))
    #expect(view.entries(in: 1..<10).entries.map(\.score) == [5])
    #expect(board.id == id)
    await log.close()
  }
}

import Failures
import LiveScores
import ScoreLog
import TestSupport
import Testing
import Time

@testable import SQLiteLog

@Suite struct ReadingTests {
  @Test func eventsTellWhatHappened() async throws {
    try await withLog { log, board, folder in
      _ = try await log.append([
        submission("a", 5, key: "1", metadata: "{}"), submission("a", 4, key: "2"),
      ])
      _ = try await log.change(board.id, BoardChange(name: "New"))
      folder.time.advance(by: .seconds(1))
      _ = try await log.remove(PlayerID("a"), from: board.id)
      _ = try await log.reset(board.id)
      _ = try await log.delete(board.id)
      let again = try await folder.reopen(log)
      let events = try await again.events(after: 0, limit: 100)
      #expect(events.map(\.sequence) == Array(1...7))
      #expect(events.allSatisfy { $0.board == board.number })
      let all = PeriodID(start: nil)
      let player = try PlayerID("a")
      #expect(
        events.map(\.change) == [
          .boardCreated,
          .submission(
            RecordedSubmission(
              player: player, period: all, score: 5, before: nil, after: 5,
              metadata: Array("{}".utf8), key: try SubmissionKey("1"))),
          .submission(
            RecordedSubmission(
              player: player, period: all, score: 4, before: 5, after: 5, metadata: nil,
              key: try SubmissionKey("2"))),
          .boardChanged, .playerRemoved(player), .boardReset, .boardDeleted,
        ])
      #expect(events[1].at == Instant("2026-11-30T10:00:00Z"))
      #expect(events[4].at == Instant("2026-11-30T10:00:01Z"))
      #expect(try await again.events(after: 3, limit: 2).map(\.sequence) == [4, 5])
      #expect(try await again.events(after: 7, limit: 2).isEmpty)
      await again.close()
    }
  }

  @Test func anEmptyLogHasNothing() async throws {
    try await withLogFolder { folder in
      let log = try await folder.open()
      #expect(try await log.lastSequence() == 0)
      #expect(try await log.events(after: 0, limit: 10).isEmpty)
      #expect(try await log.boards().isEmpty)
      #expect(try await log.periods(of: 1).isEmpty)
      #expect(try await log.check(within: .seconds(60)))
      await log.close()
    }
  }

  /// Five standings in pages: the last page has no cursor, even if it is full.
  @Test(arguments: [(1, [1, 1, 1, 1, 1, 0]), (2, [2, 2, 1]), (5, [5, 0]), (6, [5])])
  func standingsAreReadInPages(limit: Int, counts: [Int]) async throws {
    try await withLog { log, board, _ in
      _ = try await log.append(
        ["e", "a", "d", "b", "c"].map { try submission($0, 1, key: $0) })
      var (pages, players): ([Int], Set<String>) = ([], [])
      var cursor: Int64?
      repeat {
        let page = try await log.standings(
          of: board.number, in: PeriodID(start: nil), after: cursor, limit: limit)
        pages.append(page.entries.count)
        players.formUnion(page.entries.map(\.player.text))
        cursor = page.nextCursor
      } while cursor != nil
      #expect(pages == counts)
      #expect(players == ["a", "b", "c", "d", "e"])
    }
  }

  @Test func aHistoryHasThePlayersSubmissionsNewestFirst() async throws {
    try await withLog { log, board, folder in
      for turn in 0..<4 {
        // Twice in each batch.
        _ = try await log.append([
          submission("a", Int64(turn), key: "a\(turn)"), submission("b", 1, key: "b\(turn)"),
          submission("a", Int64(turn), key: "c\(turn)"),
        ])
      }
      #expect(try await log.history(of: "a", on: board) == [13, 11, 10, 8, 7, 5, 4, 2])
      #expect(try await log.history(of: "b", on: board, limit: 2) == [12, 9])
      #expect(try await log.history(of: "nobody", on: board).isEmpty)
      let key = StandingKey(
        board: board.number, period: PeriodID(start: nil), player: try PlayerID("a"))
      let again = try await folder.reopen(log)
      #expect(
        try await again.history(of: key, before: 10, limit: 3).map(\.sequence) == [8, 7, 5])
      #expect(try await again.history(of: key, before: 2, limit: 3).isEmpty)
      _ = try await again.reset(board.id)
      _ = try await again.submit(submission("a", 1, key: "new"))
      #expect(try await again.history(of: "a", on: board).count == 8)
      _ = try await again.remove(PlayerID("a"), from: board.id)
      #expect(try await again.history(of: "a", on: board).isEmpty)
      await again.close()
    }
  }

  @Test func aClosedLogSaysSo() async throws {
    try await withLog { log, board, _ in
      await log.close()
      let write = await #expect(throws: ScoreLogError.self) { try await log.reset(board.id) }
      let read = await #expect(throws: ScoreLogError.self) { try await log.lastSequence() }
      #expect(write?.code == .unavailable && read?.code == .unavailable)
      #expect(await log.problem()?.code == .unavailable)
    }
  }
}

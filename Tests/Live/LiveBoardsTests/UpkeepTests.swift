import LiveScores
import RankIndex
import TestSupport
import Testing

@testable import LiveBoards

@Suite struct UpkeepTests {
  @Test func endedPeriodsAreClosedAfterAMinute() async throws {
    try await withBoards { restartable in
      let boards = restartable.boards
      _ = try await boards.create(definition("game1"))
      _ = try await boards.create(definition("daily", reset: "daily"))
      try await boards.submit("a", 5)
      try await boards.submit("a", 5, to: "daily")
      let ended = try await boards.view(of: BoardID("daily")).period.id
      #expect(boards.closeEndedPeriods() == 0)
      #expect(boards.playerCount == 2)

      // From 10:00 to 30 seconds after midnight.
      restartable.time.advance(by: .seconds(14 * 3_600 + 30))
      #expect(boards.closeEndedPeriods() == 0)
      restartable.time.advance(by: .seconds(31))
      #expect(boards.closeEndedPeriods() == 1)
      #expect(boards.playerCount == 1)

      // Whoever reads it again keeps it.
      let view = try await boards.view(of: BoardID("daily"), period: .named(ended))
      #expect(view.entries(in: 1..<9).entries.map(\.line) == ["1 a 5"])
      #expect(boards.closeEndedPeriods() == 0)
    }
  }
}

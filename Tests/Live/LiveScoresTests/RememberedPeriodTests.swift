import Testing
import Time

@testable import LiveScores

@Suite struct RememberedPeriodTests {
  @Test func aPeriodIsFoundAgainWhenItHasEndedOrTheBoardWasReset() throws {
    var board = Board(
      number: 1,
      definition: try BoardDefinition(
        id: BoardID("game1"), name: "Game 1", reset: ResetSchedule("hourly")),
      createdAt: .epoch)
    var remembered = RememberedPeriod()
    func start(at time: String) throws -> Instant? {
      remembered.period(of: board, at: try instant(time)).start
    }
    #expect(try start(at: "10:15") == instant("10:00"))
    #expect(try start(at: "10:25") == instant("10:00"))
    board.resetAt = try instant("10:20")
    #expect(try start(at: "10:25") == instant("10:20"))
    #expect(try start(at: "10:19") == instant("10:00"))
    #expect(try start(at: "11:00") == instant("11:00"))
  }

  private func instant(_ time: String) throws -> Instant {
    try #require(Instant("2026-11-30T\(time):00Z"))
  }
}

import LiveScores
import Testing
import Time

@testable import LiveBoards

@Suite struct BoardDirectoryTests {
  /// In any order, as of readers whose clock is set back: only the last period is remembered.
  @Test(
    arguments: [
      (nil, ["10:15": "10:00", "10:59": "10:00", "11:00": "11:00", "09:30": "09:00"]),
      ("10:30", ["10:29": "10:00", "10:30": "10:30", "10:59": "10:30", "11:00": "11:00"]),
    ] as [(String?, [String: String])])
  func aPeriodBeginsWithTheHourOrAResetByHand(reset: String?, starts: [String: String]) throws {
    let board = Board(
      number: 1, definition: try definition(reset: "hourly"), createdAt: .epoch,
      resetAt: try reset.map(instant))
    let entry = BoardDirectory.Entry(board: board, changedAt: 1)
    let times = starts.keys.sorted()
    for time in times + times.reversed() {
      let expected = try starts[time].map(instant)
      #expect(try entry.period(at: instant(time)).start == expected, "at \(time)")
    }
  }

  private func instant(_ time: String) throws -> Instant {
    try #require(Instant("2026-11-30T\(time):00Z"))
  }
}

import Testing
import Time

@testable import LiveUpdates

@Suite struct UpdateScheduleTests {
  private let noon = Instant("2026-11-30T12:00:00Z") ?? .epoch
  private var schedule = UpdateSchedule<String>(interval: .milliseconds(100))

  @Test mutating func theFirstChangeIsDueAtOnceAndOthersTogether() {
    schedule.change("a", at: .seconds(5))
    #expect(
      schedule.takeDue(at: .seconds(5), noon) == [
        .init(board: "a", time: .seconds(5), isForAll: true)
      ])
    schedule.sent("a", dueAt: .seconds(5), at: .seconds(5))
    #expect(schedule.change("a", at: .milliseconds(5_010)) == .milliseconds(5_100))
    #expect(schedule.change("a", at: .milliseconds(5_090)) == .milliseconds(5_100))
    #expect(schedule.takeDue(at: .milliseconds(5_099), noon).isEmpty)
    #expect(schedule.delay(at: .milliseconds(5_099), noon) == .milliseconds(1))
    #expect(schedule.takeDue(at: .milliseconds(5_100), noon).map(\.board) == ["a"])
    #expect(schedule.delay(at: .milliseconds(5_100), noon) == nil)
  }

  @Test mutating func aBurstMakesOneUpdateAnInterval() {
    var times: [Duration] = []
    for change in 0..<10_000 {
      let now = Duration.microseconds(change * 100)
      schedule.change("a", at: now)
      for due in schedule.takeDue(at: now, noon) {
        schedule.sent(due.board, dueAt: due.time, at: now)
        times.append(now)
      }
    }
    #expect(times == (0..<10).map { .milliseconds($0 * 100) })
    // The last change is not lost.
    #expect(schedule.delay(at: .milliseconds(999), noon) == .milliseconds(1))
  }

  @Test mutating func aLateUpdateDoesNotDelayTheNext() {
    schedule.change("a", at: .zero)
    _ = schedule.takeDue(at: .milliseconds(3), noon)
    schedule.sent("a", dueAt: .zero, at: .milliseconds(3))
    #expect(schedule.change("a", at: .milliseconds(50)) == .milliseconds(100))
    _ = schedule.takeDue(at: .milliseconds(180), noon)
    // One that is very late leaves half an interval.
    schedule.sent("a", dueAt: .milliseconds(100), at: .milliseconds(180))
    #expect(schedule.change("a", at: .milliseconds(190)) == .milliseconds(230))
  }

  @Test mutating func theBoardThatWaitedLongestComesFirst() {
    for (board, time) in [("c", 3), ("a", 1), ("b", 2)] {
      schedule.change(board, at: .seconds(time))
    }
    #expect(schedule.takeDue(at: .seconds(9), noon).map(\.board) == ["a", "b", "c"])
  }

  @Test mutating func aNewSubscriberDoesNotWaitForTheInterval() {
    schedule.sent("a", dueAt: .seconds(5), at: .seconds(5))
    schedule.hurry("a")
    #expect(schedule.delay(at: .seconds(5), noon) == .zero)
    #expect(
      schedule.takeDue(at: .seconds(5), noon) == [
        .init(board: "a", time: .seconds(5), isForAll: false)
      ])
    #expect(schedule.takeDue(at: .seconds(5), noon).isEmpty)
  }

  @Test mutating func thePeriodsEndIsAChange() {
    schedule.setEnd(of: "a", to: Instant("2026-11-30T12:00:01Z"))
    #expect(schedule.delay(at: .seconds(5), noon) == .seconds(1))
    #expect(schedule.takeDue(at: .seconds(5), noon).isEmpty)
    let end = Instant("2026-11-30T12:00:01Z") ?? .epoch
    #expect(schedule.takeDue(at: .seconds(6), end).map(\.board) == ["a"])
    #expect(schedule.delay(at: .seconds(6), end) == nil)
  }

  @Test mutating func aRemovedBoardIsNeverDue() {
    schedule.change("a", at: .zero)
    schedule.hurry("a")
    schedule.setEnd(of: "a", to: noon)
    schedule.remove("a")
    #expect(schedule.delay(at: .zero, noon) == nil)
    #expect(schedule.takeDue(at: .seconds(9), noon).isEmpty)
  }

  @Test mutating func aFailureIsTriedAgainLater() {
    schedule.retry("a", at: .seconds(1), after: .seconds(2))
    #expect(schedule.delay(at: .seconds(1), noon) == .seconds(2))
    #expect(schedule.takeDue(at: .seconds(3), noon).map(\.board) == ["a"])
  }
}

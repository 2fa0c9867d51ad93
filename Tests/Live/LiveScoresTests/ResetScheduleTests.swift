import Failures
import Testing
import Time

@testable import LiveScores

/// Times of a zone worked out by hand from its rules: in Berlin clocks go from 02:00 to 03:00 on
/// March 29, 2026, and from 03:00 back to 02:00 on October 25.
@Suite struct ResetScheduleTests {
  static func instant(_ text: String) throws -> Instant { try #require(Instant(text)) }

  static func period(
    _ schedule: String, _ zone: String, at text: String
  ) throws -> (start: String?, end: String?) {
    let calendar = try BoardCalendar(zone: zone)
    let period = try ResetSchedule(schedule).period(at: instant(text), in: calendar)
    return (period.start?.description, period.end?.description)
  }

  @Test(arguments: [
    ("hourly", "UTC", "2026-11-30T10:59:59.999Z", "2026-11-30T10:00:00Z", "2026-11-30T11:00:00Z"),
    ("daily", "UTC", "2026-11-30T00:00:00Z", "2026-11-30T00:00:00Z", "2026-12-01T00:00:00Z"),
    ("daily", "Asia/Tokyo", "2026-11-30T15:00:00Z", "2026-11-30T15:00:00Z", "2026-12-01T15:00:00Z"),
    // A Sunday belongs to the week that began on Monday.
    ("weekly", "UTC", "2026-11-29T12:00:00Z", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z"),
    ("weekly", "UTC", "2026-11-30T00:00:00Z", "2026-11-30T00:00:00Z", "2026-12-07T00:00:00Z"),
    ("monthly", "UTC", "2028-02-29T23:59:59Z", "2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z"),
    ("yearly", "UTC", "2026-12-31T23:59:59Z", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
    ("30 18 * * 5", "UTC", "2026-11-30T00:00:00Z", "2026-11-27T18:30:00Z", "2026-12-04T18:30:00Z"),
    ("0 0 29 2 *", "UTC", "2026-11-30T00:00:00Z", "2024-02-29T00:00:00Z", "2028-02-29T00:00:00Z"),
    ("0 0 29 2 *", "UTC", "2097-01-01T00:00:00Z", "2096-02-29T00:00:00Z", "2104-02-29T00:00:00Z"),
    ("*/15 * * * *", "UTC", "2026-11-30T10:44:00Z", "2026-11-30T10:30:00Z", "2026-11-30T10:45:00Z"),
  ])
  func aPeriodLiesBetweenTwoResets(
    schedule: String, zone: String, at: String, start: String, end: String
  ) throws {
    let period = try Self.period(schedule, zone, at: at)
    #expect(period.start == start)
    #expect(period.end == end)
  }

  @Test(arguments: [
    // Berlin: 23 hours, 25 hours.
    ("daily", "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
    ("daily", "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
    // 02:30 does not exist on March 29: the reset is at the end of the gap.
    ("30 2 * * *", "2026-03-29T00:30:00Z", "2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z"),
    ("30 2 * * *", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"),
    // 02:30 comes twice on October 25: the first one counts.
    ("30 2 * * *", "2026-10-25T01:00:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
    // Every hour has 60 minutes all the same.
    ("hourly", "2026-10-25T00:30:00Z", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"),
    ("hourly", "2026-10-25T01:30:00Z", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z"),
    ("hourly", "2026-03-29T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z"),
  ])
  func clocksThatAreChanged(schedule: String, at: String, start: String, end: String) throws {
    let period = try Self.period(schedule, "Europe/Berlin", at: at)
    #expect(period.start == start)
    #expect(period.end == end)
  }

  /// Samoa had no December 30, 2011.
  @Test func aDateThatAZoneLeftOut() throws {
    let period = try Self.period("daily", "Pacific/Apia", at: "2011-12-30T09:00:00Z")
    #expect(period.start == "2011-12-29T10:00:00Z")
    #expect(period.end == "2011-12-30T10:00:00Z")
    let next = try Self.period("daily", "Pacific/Apia", at: "2011-12-30T10:00:00Z")
    #expect(next.start == "2011-12-30T10:00:00Z")
    #expect(next.end == "2011-12-31T10:00:00Z")
  }

  @Test func aBoardThatNeverResets() throws {
    let period = try Self.period("never", "UTC", at: "2026-11-30T00:00:00Z")
    #expect(period.start == nil)
    #expect(period.end == nil)
  }

  /// Every moment belongs to the period that begins with the end of the one before.
  @Test(
    arguments: ["hourly", "daily", "weekly", "30 2 * * *", "15 */6 1,15 * 0"],
    ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu"])
  func periodsFollowOneAnother(schedule: String, zone: String) throws {
    let calendar = try BoardCalendar(zone: zone)
    let schedule = try ResetSchedule(schedule)
    for day in ["2026-03-28", "2026-04-04", "2026-10-03", "2026-10-24", "2026-10-31"] {
      var period = try schedule.period(at: Self.instant("\(day)T00:00:00Z"), in: calendar)
      for _ in 0..<10 {
        let start = try #require(period.start)
        let end = try #require(period.end)
        #expect(start < end)
        #expect(schedule.period(at: start, in: calendar) == period)
        let next = schedule.period(at: end, in: calendar)
        #expect(next.start == end)
        period = next
      }
    }
  }

  @Test(arguments: [
    "", "sometimes", "Daily", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *",
    "* * 32 * *", "* * * 13 *", "* * * * 8", "5-1 * * * *", "*/0 * * * *", "1/2/3 * * * *",
    "1,,2 * * * *", "-1 * * * *", "a * * * *", "* * * foo *", "0 0 30 2 *", "0 0 31 4,6,9,11 *",
    "* * * * * \(String(repeating: "1,", count: 200))",
  ])
  func whatIsNoSchedule(text: String) {
    let error = #expect(throws: LiveError.self) { try ResetSchedule(text) }
    #expect(error?.code == .invalidSchedule)
    #expect(error?.place == "reset_period")
  }

  @Test(arguments: [
    ("0 0 * * sun", "0 0 * * 7"), ("0 0 1 JAN *", "0 0 1 1 *"), ("0 0 * * 1-5", "0 0 * * mon-fri"),
    ("0 0 * * *", "0  0 * * *"),
  ])
  func spellingsOfTheSameSchedule(one: String, other: String) throws {
    let calendar = BoardCalendar.utc
    var now = try Self.instant("2026-11-30T10:00:00Z")
    for _ in 0..<20 {
      let next = try ResetSchedule(one).next(after: now, in: calendar)
      #expect(try ResetSchedule(other).next(after: now, in: calendar) == next)
      now = try #require(next)
    }
  }

  @Test(arguments: ["Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires"])
  func zonesOfTheDatabase(zone: String) throws {
    #expect(try BoardCalendar(zone: zone).zone == zone)
  }

  @Test(arguments: [
    "", "EST", "Berlin", "Europe/Nowhere", "+01:00", "../etc/passwd", "/etc/localtime",
  ])
  func whatIsNoZone(zone: String) {
    let error = #expect(throws: LiveError.self) { try BoardCalendar(zone: zone) }
    #expect(error?.code == .unknownTimeZone)
  }

  @Test func anIDNamesAPeriodByItsStart() throws {
    let start = try Self.instant("2026-11-30T00:00:00Z")
    #expect(PeriodID(start: start).text == "2026-11-30T00:00:00Z")
    #expect(PeriodID("2026-11-30T00:00:00Z") == PeriodID(start: start))
    #expect(PeriodID("all") == PeriodID(start: nil))
    #expect(PeriodID("2026-11-30") == nil)
    #expect(PeriodID(start: nil) < PeriodID(start: start))
    #expect(!(PeriodID(start: start) < PeriodID(start: nil)))
  }
}

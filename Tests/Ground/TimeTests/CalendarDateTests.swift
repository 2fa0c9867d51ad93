import Testing
import Time

@Suite struct SnapshotDateTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("1970-03-01", 59), ("2000-02-29", 11_016), ("2026-01-26", 20_479),
    ("9999-12-31", 2_932_896),
  ])
  func countsDaysSince1970(_ text: String, days: Int32) throws {
    let date = try #require(CalendarDate(text))
    #expect(date.daysSinceEpoch == days)
    #expect(date.description == text)
    #expect(CalendarDate(daysSinceEpoch: days) == date)
  }

  @Test(arguments: [
    "", "2026-1-26", "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-32", "1969-12-31",
    "20260126", "2026-01-26T00:00:00Z", "2026-01-2x", "+026-01-26",
  ])
  func refusesWhatIsNoDate(_ text: String) {
    #expect(CalendarDate(text) == nil)
  }

  /// Dates before 1970 are no snapshots, but can be named.
  @Test(arguments: [
    (-719_162, 1, 1, 1), (-135_081, 1600, 2, 29), (-25_508, 1900, 3, 1), (-1, 1969, 12, 31),
  ])
  func earlierDaysAreNamedToo(days: Int, year: Int, month: Int, day: Int) {
    let date = CivilCalendar.date(daysSinceEpoch: days)
    #expect((date.year, date.month, date.day) == (year, month, day))
    #expect(CalendarDate(year: year, month: month, day: day) == nil)
  }

  @Test(arguments: [-1, 2_932_897, .min, .max] as [Int32])
  func refusesDaysOutsideTheCalendar(_ days: Int32) {
    #expect(CalendarDate(daysSinceEpoch: days) == nil)
  }

  @Test func everyDayOfFourCenturiesHasOneText() throws {
    var previous = try #require(CalendarDate("1999-12-31"))
    for day in (previous.daysSinceEpoch + 1)...(previous.daysSinceEpoch + 146_097) {
      let date = try #require(CalendarDate(daysSinceEpoch: day))
      #expect(CalendarDate(date.description) == date)
      #expect(previous < date && previous.description < date.description)
      previous = date
    }
  }
}

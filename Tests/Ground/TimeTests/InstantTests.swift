import Testing
import Time

@Suite struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-01-26T15:30:12Z", 1_769_441_412_000),
    ("2026-01-26T15:30:12.045Z", 1_769_441_412_045),
  ])
  func readsAndWritesRFC3339(_ text: String, milliseconds: Int64) throws {
    let instant = try #require(Instant(text))
    #expect(instant.millisecondsSinceEpoch == milliseconds)
    #expect(instant.description == text)
  }

  @Test(arguments: [
    "", "2026-01-26", "2026-01-26T15:30:12", "2026-01-26T15:30:12+01:00", "2026-01-26 15:30:12Z",
    "2026-01-26T24:00:00Z", "2026-01-26T15:60:12Z", "2026-01-26T15:30:12.1Z",
    "2026-02-30T15:30:12Z", "2026-01-26T15:30:-2Z",
  ])
  func refusesWhatIsNone(_ text: String) {
    #expect(Instant(text) == nil)
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (1, "1970-01-01T00:00:00.001Z"),
      (253_402_300_799_999, "9999-12-31T23:59:59.999Z"), (-1, nil), (253_402_300_800_000, nil),
      (.min, nil), (.max, nil),
    ] as [(Int64, String?)])
  func itEndsWithTheCalendar(_ milliseconds: Int64, text: String?) {
    #expect(Instant(millisecondsSinceEpoch: milliseconds)?.description == text)
  }

  @Test func theNextOneIsAMillisecondLater() throws {
    let instant = try #require(Instant("2026-01-26T23:59:59.999Z"))
    #expect(instant.next.description == "2026-01-27T00:00:00Z" && instant < instant.next)
    let last = try #require(Instant("9999-12-31T23:59:59.999Z"))
    #expect(last.next == last)
  }

  @Test func itIsWrittenInTheBasicFormatAndInMicroseconds() throws {
    let instant = try #require(Instant("2026-01-06T05:03:02.045Z"))
    #expect(instant.basicFormat == "20260106T050302Z")
    #expect(instant.microsecondsSinceEpoch == instant.millisecondsSinceEpoch * 1_000)
  }

  @Test func aRunIsNamedByTheSecondOfItsEvent() throws {
    let instant = try #require(Instant("2026-01-26T15:30:12.999Z"))
    let run = RunTimestamp(instant)
    #expect(run.description == "20260126T153012Z")
    #expect(RunTimestamp("20260126T153012Z") == run)
    #expect(run.next?.description == "20260126T153013Z")
  }

  @Test(arguments: [
    "", "20260126T153012", "20260126t153012Z", "20261326T153012Z", "2026012T1530120Z",
  ])
  func refusesAnotherSpellingOfARun(_ text: String) {
    #expect(RunTimestamp(text) == nil)
  }
}

import Testing
import Time

@Suite struct HTTPDateTests {
  /// The example of RFC 9110, section 5.6.7, and the edges of the calendar.
  @Test(arguments: [
    ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"),
    ("Thu, 29 Feb 2024 23:59:59 GMT", "2024-02-29T23:59:59Z"),
    ("Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"),
    ("Fri, 31 Dec 9999 23:59:59 GMT", "9999-12-31T23:59:59Z"),
    // A leap second is the second after it.
    ("Sat, 31 Dec 2016 23:59:60 GMT", "2017-01-01T00:00:00Z"),
  ])
  func readsTheFormThatIsWritten(_ text: String, instant: String) {
    #expect(HTTPDate.instant(text)?.description == instant)
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
    ("1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"),
    ("2026-01-26T15:30:12.345Z", "Mon, 26 Jan 2026 15:30:12 GMT"),
    ("2028-02-29T23:59:59Z", "Tue, 29 Feb 2028 23:59:59 GMT"),
  ])
  func timesAreWrittenAsHeadersHaveThem(instant: String, text: String) throws {
    #expect(HTTPDate.text(try #require(Instant(instant))) == text)
  }

  @Test(arguments: [
    "", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC", "06 Nov 1994 08:49:37 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 31 Feb 2026 00:00:00 GMT",
    "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
    "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, +6 Nov 1994 08:49:37 GMT",
    "Wed, 31 Dec 1969 23:59:59 GMT", "Fri, 31 Dec 9999 23:59:60 GMT",
  ])
  func refusesAnythingElse(_ text: String) {
    #expect(HTTPDate.instant(text) == nil)
  }
}

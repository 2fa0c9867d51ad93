import Testing
import Time

@Suite struct RunTimestampTests {
  @Test(arguments: ["20260126T153012Z", "20240229T000000Z", "19700101T000000Z", "99991231T235959Z"])
  func itFormatsBackToItsText(_ text: String) {
    #expect(RunTimestamp(text)?.description == text)
  }

  @Test(arguments: [
    "", "20260126T153012", "20260126 153012Z", "20260230T000000Z", "20260126T240000Z",
    "20260126T156012Z", "20260126T153060Z", "2026-01-26T15:30:12Z", "+0260126T153012Z",
    "20260126T153012Z ", "19691231T235959Z",
  ])
  func anythingElseIsNone(_ text: String) {
    #expect(RunTimestamp(text) == nil)
  }

  @Test func aMomentBelongsToItsSecond() throws {
    let moment = try #require(Instant("2026-01-26T15:30:12.999Z"))
    #expect(RunTimestamp(moment).description == "20260126T153012Z")
  }

  @Test(arguments: [
    ("20260126T153012Z", "20260126T153013Z"), ("20251231T235959Z", "20260101T000000Z"),
    ("99991231T235959Z", nil),
  ])
  func theNextSecondMayBeOfTheNextDay(_ text: String, next: String?) throws {
    let timestamp = try #require(RunTimestamp(text))
    #expect(timestamp.next?.description == next)
  }

  @Test func theyCompareByTime() throws {
    let early = try #require(RunTimestamp("20260126T153012Z"))
    let late = try #require(RunTimestamp("20260126T153013Z"))
    #expect(early < late && !(late < early))
  }
}

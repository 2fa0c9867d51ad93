import Testing
import Time

@testable import SnapshotAPI

@Suite struct CursorTests {
  private func cursor(_ pinCount: Int = 1, count: Int? = nil) throws -> Cursor {
    let dates = try ["2026-01-26", "2026-01-19"].map { try #require(CalendarDate($0)) }
    let pins = zip(dates, ["abc123", "def456"]).map { Cursor.Pin(date: $0, runID: $1) }
    return Cursor(pins: Array(pins.prefix(pinCount)), offset: 100, count: count)
  }

  @Test(arguments: [(1, nil), (1, 7), (2, nil), (2, 1)] as [(Int, Int?)])
  func aCursorComesBackAsItWasGiven(_ pinCount: Int, count: Int?) throws {
    let cursor = try cursor(pinCount, count: count)
    #expect(try Cursor(try cursor.text, pinCount: pinCount) == cursor)
    // That of a board is none of gains, and the other way round.
    #expect(try Cursor(try cursor.text, pinCount: 3 - pinCount) == nil)
  }

  @Test func anAlteredCursorIsRefused() throws {
    let text = try cursor().text
    for altered in [
      text.replacing(".100.", with: ".200."), text.replacing("abc", with: "abd"),
      text.replacing("-26", with: "-19"), text.replacing(".0.", with: ".5."),
      text.replacing(".100.", with: ".+100."), String(text.dropLast()), "", "....",
    ] {
      #expect(try Cursor(altered, pinCount: 1) == nil)
    }
  }

  @Test func pagesLeadForwardAndBack() throws {
    let pins = try cursor().pins
    let first = PageSpan(nil, limit: 10)
    #expect(first.wanted == 11)
    #expect(try first.previous(pins) == nil)
    #expect(try first.next(ofFound: 10, pins) == nil)
    let next = try #require(try first.next(ofFound: 11, pins))
    let second = PageSpan(try Cursor(next, pinCount: 1), limit: 10)
    #expect((second.offset, second.count) == (10, 10))
    let back = try #require(try second.previous(pins))
    #expect(PageSpan(try Cursor(back, pinCount: 1), limit: 10) == first)
  }

  @Test func thePageBeforeOneInTheMiddleEndsWhereThatBegins() throws {
    let pins = try cursor().pins
    let middle = PageSpan(around: 11, limit: 10)
    #expect((middle.offset, middle.end) == (6, 16))
    let back = try #require(try middle.previous(pins))
    let before = PageSpan(try Cursor(back, pinCount: 1), limit: 10)
    #expect((before.offset, before.end) == (0, 6))
    #expect(PageSpan(around: 2, limit: 10).offset == 0)
  }
}

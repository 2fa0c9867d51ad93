import HTTPAPI
import Testing

@testable import SnapshotAPI

@Suite struct PageSpanTests {
  private let pins = ["2026-01-26", "abc123"]

  @Test func pagesLeadForwardAndBack() throws {
    let first = PageSpan(nil, limit: 10)
    #expect(first.wanted == 11)
    #expect(first.previous(pins) == nil)
    #expect(first.next(ofFound: 10, pins) == nil)
    let next = try #require(first.next(ofFound: 11, pins))
    let second = PageSpan(Cursor(next, pinCount: 2), limit: 10)
    #expect((second.offset, second.count) == (10, 10))
    let back = try #require(second.previous(pins))
    #expect(PageSpan(Cursor(back, pinCount: 2), limit: 10) == first)
  }

  @Test func thePageBeforeOneInTheMiddleEndsWhereThatBegins() throws {
    let middle = PageSpan(around: 11, limit: 10)
    #expect((middle.offset, middle.end) == (6, 16))
    let back = try #require(middle.previous(pins))
    let before = PageSpan(Cursor(back, pinCount: 2), limit: 10)
    #expect((before.offset, before.end) == (0, 6))
    #expect(PageSpan(around: 2, limit: 10).offset == 0)
  }
}

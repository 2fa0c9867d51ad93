import HTTPAPI
import NIOCore
import Testing
import Time

@testable import HTTPServer

@Suite struct ResponseCacheTests {
  private func entry(_ text: String, until end: Instant? = nil) -> ResponseCache.Entry {
    let line = AccessLine(method: "GET", target: "/", status: 200, byteCount: text.utf8.count)
    return ResponseCache.Entry(
      bytes: ByteBuffer(string: text), line: line,
      request: HTTPRequest(path: "/"), validUntil: end)
  }

  private func text(
    _ responses: ResponseCache, _ request: String, after time: Duration = .zero
  ) -> String? {
    responses.response(to: ByteBuffer(string: request), at: start + time)
      .map { String(buffer: $0.0.bytes) + ($0.isDue ? ", due" : "") }
  }

  private func keep(
    _ text: String, for request: String, in responses: ResponseCache,
    after time: Duration = .zero
  ) {
    responses.insert(
      entry(text), for: ByteBuffer(string: request), since: responses.token, at: start + time)
  }

  @Test func aRequestIsAnsweredByItsBytes() {
    let responses = ResponseCache(maxBytes: 1 << 20)
    keep("one", for: "a", in: responses)
    keep("other", for: "b", in: responses)
    #expect(text(responses, "a") == "one")
    #expect(text(responses, "b") == "other")
    #expect(text(responses, "A") == nil)
  }

  @Test(arguments: [("2000-01-01T00:00:00Z", nil), ("9999-01-01T00:00:00Z", "one")])
  func whatIsRightForATimeIsKeptUntilThen(end: String, expected: String?) {
    let responses = ResponseCache(maxBytes: 1 << 20)
    responses.insert(
      entry("one", until: Instant(end)), for: ByteBuffer(string: "a"), since: responses.token,
      at: start)
    #expect(text(responses, "a") == expected)
  }

  @Test func onlyTheFirstHasItWorkedOutAgain() {
    let responses = ResponseCache(maxBytes: 1 << 20)
    keep("one", for: "a", in: responses)
    #expect(text(responses, "a", after: .milliseconds(490)) == "one")
    #expect(text(responses, "a", after: .milliseconds(510)) == "one, due")
    #expect(text(responses, "a", after: .milliseconds(520)) == "one")
    #expect(text(responses, "a", after: .milliseconds(990)) == "one")
    #expect(text(responses, "a", after: .milliseconds(1010)) == nil)
    #expect(text(responses, "a", after: .milliseconds(1020)) == nil)
  }

  @Test func nothingIsKeptOverAChange() {
    let responses = ResponseCache(maxBytes: 1 << 20)
    keep("old", for: "a", in: responses)
    let token = responses.token
    responses.clear()
    #expect(text(responses, "a") == nil)
    // Worked out before the change, and done after it.
    responses.insert(entry("old"), for: ByteBuffer(string: "a"), since: token, at: start)
    #expect(text(responses, "a") == nil)
    #expect(responses.byteCount == 0)
    keep("new", for: "a", in: responses)
    #expect(text(responses, "a") == "new")
  }

  @Test func noMoreIsKeptThanMayBe() {
    let responses = ResponseCache(maxBytes: 64 << 10)
    for number in 0..<1_000 {
      keep(String(repeating: "x", count: 1_000), for: "request \(number)", in: responses)
      #expect(responses.byteCount <= 64 << 10)
    }
    #expect(text(responses, "request 999") != nil)
    keep(String(repeating: "x", count: 60 << 10), for: "large", in: responses)
    #expect(text(responses, "large") == nil)
  }

  @Test func whatNobodyAsksForAgainIsGivenUpAfterTwoSeconds() {
    let responses = ResponseCache(maxBytes: 1 << 20)
    keep("last", for: "last", in: responses)
    let one = responses.byteCount
    responses.clear()
    for number in 0..<100 { keep("x", for: "request \(number)", in: responses) }
    for time in [Duration.seconds(1), .seconds(2)] {
      keep("last", for: "last", in: responses, after: time)
    }
    #expect(responses.byteCount == one)
    #expect(text(responses, "last", after: .milliseconds(2_100)) == "last")
  }

  @Test func whatIsKeptAnewIsCountedOnce() {
    let responses = ResponseCache(maxBytes: 1 << 20)
    keep("one", for: "a", in: responses)
    let count = responses.byteCount
    for _ in 0..<10 { keep("two", for: "a", in: responses) }
    #expect(responses.byteCount == count)
    #expect(text(responses, "a") == "two")
  }
}

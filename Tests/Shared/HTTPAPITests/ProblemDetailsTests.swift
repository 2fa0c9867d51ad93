import HTTP
import HTTPAPI
import Testing

@Suite struct ProblemDetailsTests {
  @Test func aProblemIsADocumentWithItsHeaders() {
    let problem = ProblemDetails(
      status: 429, code: "too_many", title: "Too many", detail: "Found 9 \"things\".",
      headers: ["Retry-After": "5"], members: ["needs": Array("[1]".utf8), "a": Array("2".utf8)])
    #expect(
      problem.response.text
        == #"{"type":"about:blank","title":"Too many","status":429,"code":"too_many","#
        + #""detail":"Found 9 \"things\".","a":2,"needs":[1]}"#)
    #expect(
      problem.response.headers == [
        "Content-Type": "application/problem+json", "Cache-Control": "no-store",
        "Retry-After": "5",
      ])
  }

  @Test func whatWasSentIsCutToAReadableLength() {
    let long = String(repeating: "x", count: 10_000)
    #expect(ProblemDetails.badParameter(long, found: long, expected: "less").body.count < 500)
    #expect(ProblemDetails.notAcceptable(long, types: ["text/csv"]).body.count < 500)
    #expect(
      ProblemDetails.methodNotAllowed(long, expected: "GET", allowed: "GET").body.count < 500)
  }
}

import HTTP
import JSON
import Testing

@testable import HTTPAPI

/// Answers and problems, as they are made for every route.
@Suite struct MadeResponsesTests {
  @Test func aTagIsTheBeginningOfTheHashOfTheBody() {
    // The example of FIPS 180-2, appendix B.1.
    let answer = HTTPResponse.tagged(Array("abc".utf8), type: "text/plain", cache: "no-store")
    #expect(
      answer.headers == [
        "Content-Type": "text/plain", "Cache-Control": "no-store",
        "ETag": "\"ba7816bf8f01cfea414140de5dae2223\"",
      ])
  }

  @Test func aTableIsADownloadWithAMarkOfItsEncoding() {
    var table = CSVText(["name"])
    table.add(["Anna"])
    let answer = HTTPResponse.csv(table, name: "board", cache: CacheControl.minutes)
    #expect(answer.bytes == [0xEF, 0xBB, 0xBF] + Array("name\r\nAnna\r\n".utf8))
    #expect(answer.headers["Content-Type"] == "text/csv; charset=utf-8")
    #expect(answer.headers["Content-Disposition"] == "attachment; filename=\"board.csv\"")
  }

  @Test func aFormThatDependsOnTheClientIsSaidToCaches() {
    let answer = HTTPResponse.json(cache: CacheControl.shortly) { $0.null() }
    #expect(answer.headers["Vary"] == nil)
    #expect(answer.varyingByAccept().headers["Vary"] == "Accept")
    #expect(answer.varyingByAccept().bytes == Array("null".utf8))
  }

  @Test func onlyOtherOriginsThatAreAllowedAreToldTheirMethods() {
    #expect(
      HTTPResponse.preflight("GET, OPTIONS", headers: ["If-None-Match"]).headers == [
        "Allow": "GET, OPTIONS", "Access-Control-Allow-Methods": "GET, OPTIONS",
        "Access-Control-Allow-Headers": "If-None-Match", "Access-Control-Max-Age": "86400",
      ])
    #expect(
      HTTPResponse.sameOriginPreflight("PUT, OPTIONS").headers == [
        "Allow": "PUT, OPTIONS", "X-Content-Type-Options": "nosniff",
      ])
  }

  @Test func aTooLargeAnswerKeepsItsPermissions() {
    let answer = HTTPResponse(
      status: 200,
      headers: [
        "Content-Type": "text/csv", "ETag": "\"t\"", "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "ETag", "vary": "Origin",
        "X-Content-Type-Options": "nosniff",
      ], body: [1])
    #expect(
      answer.refusedAsTooLarge.headers == [
        "Content-Type": "application/problem+json", "Cache-Control": "no-store",
        "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag",
        "vary": "Origin", "X-Content-Type-Options": "nosniff",
      ])
  }

  @Test(
    arguments: [
      (.notFound("No."), 404, "not_found", "No.", [:]),
      (.notFound("No.", code: "no_player"), 404, "no_player", "No.", [:]),
      (.nothingHere, 404, "not_found", "There is nothing at this path.", [:]),
      (
        .upgradeRequired, 426, "upgrade_required", "Expected a request for a WebSocket.",
        ["Upgrade": "websocket"]
      ),
      (
        .badParameter("limit", found: "0", expected: "1"), 400, "bad_parameter",
        "limit: found \"0\", expected 1.", [:]
      ),
      (
        .methodNotAllowed("PUT", expected: "GET or HEAD", allowed: "GET, HEAD, OPTIONS"), 405,
        "method_not_allowed", "Found PUT, expected GET or HEAD.",
        ["Allow": "GET, HEAD, OPTIONS"]
      ),
      (
        .notAcceptable("image/png", types: ["application/json", "text/csv"]), 406,
        "not_acceptable",
        "Accept: found \"image/png\", expected one that allows application/json or text/csv.", [:]
      ),
      (
        .queryTimedOut, 504, "query_timed_out",
        "The answer was not ready in time. Try again in a moment.", [:]
      ),
      (
        .responseTooLarge, 413, "response_too_large",
        "The answer is too large to send. Request less with limit.", [:]
      ),
    ] as [(ProblemDetails, Int, String, String, HTTPFields)])
  func aProblemOfARequestHasItsCode(
    problem: ProblemDetails, status: Int, code: String, detail: String, headers: HTTPFields
  ) throws {
    #expect((problem.status, problem.code, problem.detail) == (status, code, detail))
    #expect(problem.headers == headers)
    let document = try JSONValue(parsing: problem.body)
    #expect(document["type"]?.string == "about:blank")
    #expect(document["status"] == .number("\(status)"))
    #expect(document["detail"]?.string == detail)
  }
}

/// Which origins' pages may read an answer.
@Suite struct CORSPolicyTests {
  @Test(
    arguments: [
      ("*", .anyOrigin), (" * ", .anyOrigin),
      ("https://a.example", .origins(["https://a.example"])),
      (
        "https://a.example,  http://localhost:8080 , http://[::1]:80",
        .origins(["https://a.example", "http://localhost:8080", "http://[::1]:80"])
      ),
      ("https://a.example,https://a.example", .origins(["https://a.example"])),
      ("", nil), (",", nil), ("https://a.example,", nil), ("*,*", nil),
      ("https://a.example https://b.example", nil), ("https://a.example/", nil),
      ("https://a.example/path", nil), ("https://user@a.example", nil), ("HTTPS://a.example", nil),
      ("https://A.example", nil), ("ftp://a.example", nil), ("https://", nil), ("null", nil),
      ("https://ä.example", nil), ("https://a.example\r\nX: y", nil),
    ] as [(String, CORSPolicy?)])
  func aListOfOriginsIsParsedOrRefused(text: String, policy: CORSPolicy?) {
    #expect(CORSPolicy(text) == policy)
  }

  @Test(
    arguments: [
      (.anyOrigin, nil, ["Access-Control-Allow-Origin": "*"]),
      (.anyOrigin, "https://a.example", ["Access-Control-Allow-Origin": "*"]),
      (.sameOrigin, nil, ["Vary": "Origin"]),
      (.sameOrigin, "https://a.example", ["Vary": "Origin"]),
      (
        .origins(["https://a.example"]), "https://a.example",
        ["Access-Control-Allow-Origin": "https://a.example", "Vary": "Origin"]
      ),
      (.origins(["https://a.example"]), "https://a.example.evil", ["Vary": "Origin"]),
      (.origins(["https://a.example"]), "http://a.example", ["Vary": "Origin"]),
      (.origins(["https://a.example"]), "https://a.example:444", ["Vary": "Origin"]),
      (.origins(["https://a.example"]), "null", ["Vary": "Origin"]),
      (.origins(["https://a.example"]), nil, ["Vary": "Origin"]),
    ] as [(CORSPolicy, String?, HTTPFields)])
  func anAnswerSaysWhoMayReadIt(policy: CORSPolicy, origin: String?, headers: HTTPFields) {
    #expect(policy.headers(for: origin) == headers)
  }
}

/// The preferences that a client states with weights.
@Suite struct PreferenceTests {
  @Test(
    arguments: [
      ("0", 0), ("1", 1000), ("0.", 0), ("1.", 1000), ("0.5", 500), ("0.25", 250), ("0.001", 1),
      ("0.999", 999), ("1.000", 1000), ("1.001", nil), ("0.0001", nil), ("2", nil), ("", nil),
      (".5", nil), ("0.5.5", nil), ("-0.5", nil), ("0,5", nil), ("0.٥", nil), ("00.5", nil),
      ("1e0", nil),
    ] as [(String, Int?)])
  func aWeightIsInThousandths(text: String, thousandths: Int?) {
    #expect(QualityWeight.thousandths(text[...]) == thousandths)
  }

  @Test(arguments: [
    ("", ""), (" ", ""), ("a", "a"), (" \ta b\t ", "a b"), ("\na", "\na"),
  ])
  func blanksAroundAValueAreDropped(text: String, value: String) {
    #expect(text[...].trimmedOfBlanks == value)
  }

  @Test(
    arguments: [
      (nil, true), ("", false), ("gzip", true), ("gzip;q=0", false), ("identity", false),
      ("identity, gzip;q=0.001", true), ("*", true), ("*;q=0", false), ("br", false),
      ("gzip;q=0, *", false), ("gzip;q=nonsense", false),
    ] as [(String?, Bool)])
  func gzipMayBeSentToWhoeverTakesIt(header: String?, isTaken: Bool) {
    #expect(AcceptEncoding(header).takesGzip == isTaken)
  }

  @Test(
    arguments: [
      (nil, [.json, .csv], .json), (nil, [.csv], .csv), ("text/csv", [.json, .csv], .csv),
      ("text/*;q=0.5, application/json;q=0.4", [.json, .csv], .csv),
      ("*/*;q=0.1, text/csv;q=0", [.json, .csv], .json), ("application/json", [.csv], nil),
      ("text/html", [.json, .csv], nil), ("*/*;q=0", [.json], nil),
    ] as [(String?, [AnswerForm], AnswerForm?)])
  func aFormIsChosenAmongThoseOfTheRoute(
    accept: String?, offered: [AnswerForm], form: AnswerForm?
  ) throws {
    let request = HTTPRequest(path: "/", headers: accept.map { ["Accept": $0] } ?? [:])
    let chosen = Result { () throws(ProblemDetails) in
      try AnswerForm(preferredBy: request, of: offered)
    }
    switch chosen {
    case .success(let chosen): #expect(chosen == form)
    case .failure(let problem):
      #expect(form == nil && problem.status == 406)
      #expect(problem.detail.contains(offered.map(\.rawValue).joined(separator: " or ")))
    }
  }
}

import HTTPAPI
import Testing

@Suite struct QueryParametersTests {
  private func parameters(_ query: String) throws -> QueryParameters {
    try QueryParameters(query, knowing: ["name", "limit", "around"])
  }

  @Test(
    arguments: [
      ("name=a", "a"), ("name=", ""), ("name", ""), ("name=a+b%20c", "a b c"),
      ("name=%E5%90%8D", "名"),
      ("name=a=b", "a=b"), ("limit=1&name=x", "x"), ("&&name=a&", "a"), ("n%61me=a", "a"),
      ("limit=1", nil), ("", nil),
    ] as [(String, String?)])
  func aValueIsDecoded(_ query: String, value: String?) throws {
    #expect(try parameters(query)["name"] == value)
  }

  @Test(
    arguments: [
      ("name=%", "percent-encoded UTF-8"), ("name=%C3%28", "percent-encoded UTF-8"),
      ("nam=a", "one of name, limit, around"), ("name=a&name=a", "the parameter once"),
      ("=a", "one of name, limit, around"),
    ])
  func whatIsNoParameterIsRefused(_ query: String, expected: String) throws {
    let problem = try #require(
      #expect(throws: ProblemDetails.self) { try parameters(query) })
    #expect((problem.status, problem.code) == (400, "bad_parameter"))
    #expect(problem.detail.contains(expected))
  }

  @Test func aRouteWithoutParametersSaysSo() throws {
    let problem = try #require(
      #expect(throws: ProblemDetails.self) { try QueryParameters("a=1", knowing: []) })
    #expect(problem.detail.contains("no parameters here"))
  }

  @Test(arguments: [("1", 1), ("100", 100), (nil, 20)] as [(String?, Int)])
  func aNumberIsInItsRange(_ text: String?, number: Int) throws {
    let query = try parameters(text.map { "limit=\($0)" } ?? "")
    #expect(try query.number("limit", in: 1...100, default: 20) == number)
  }

  @Test(arguments: ["0", "101", "+5", "05", "5.0", "1e1", " 5", "٥", "", "99999999999999999999"])
  func whatIsNoNumberOfTheRangeIsRefused(_ text: String) throws {
    let query = try QueryParameters("limit=\(text)", knowing: ["limit"])
    #expect(throws: ProblemDetails.self) { try query.number("limit", in: 1...100, default: 20) }
  }

  @Test func onePlainAnswerMayBeShorterThanAnother() throws {
    var query = try parameters("limit=60")
    query.maxPlainNumber = 50
    let problem = try #require(
      #expect(throws: ProblemDetails.self) {
        try query.number("limit", in: 1...100, default: 20)
      })
    #expect(
      problem.detail.contains(
        "a whole number from 1 to 50, or up to 100 with Accept-Encoding: gzip"))
    #expect(try query.number("name", in: 1...100, default: 70) == 70)
  }

  @Test func twoParametersMayExcludeEachOther() throws {
    try parameters("around=7&limit=1").refuse(["name"], beside: "around")
    try parameters("name=a").refuse(["name"], beside: "around")
    let problem = try #require(
      #expect(throws: ProblemDetails.self) {
        try parameters("around=7&name=a").refuse(["name"], beside: "around")
      })
    #expect(problem.detail == "name: found \"a\", expected it without around.")
  }
}

import Testing

@testable import HTTPAPI

@Suite struct OriginRuleTests {
  @Test(
    arguments: [
      ("localhost:8080", nil, nil), ("localhost:8080", "http://localhost:8080", "same-origin"),
      ("LOCALHOST:8080", "http://localhost:8080", nil), ("localhost:8080", nil, "none"),
      ("boards.example", "https://boards.example", nil),
      ("boards.example:80", "http://boards.example", nil), (nil, nil, nil),
    ] as [(String?, String?, String?)])
  func itsOwnPageAndProgramsMay(host: String?, origin: String?, site: String?) {
    #expect(OriginRule.allows(host: host, origin: origin, site: site))
  }

  @Test(
    arguments: [
      ("localhost:8080", "http://evil.example", nil), ("localhost:8080", "null", nil),
      ("localhost:8080", "http://localhost:8081", nil), ("localhost:8080", "", nil),
      ("localhost:8080", "http://localhost", nil), ("localhost:8080", nil, "cross-site"),
      ("localhost:8080", "http://localhost:8080", "same-site"),
      ("localhost:8080", "http://localhost:8080.evil.example", nil),
      (nil, "http://localhost:8080", nil),
    ] as [(String?, String?, String?)])
  func noOtherPageMay(host: String?, origin: String?, site: String?) {
    #expect(!OriginRule.allows(host: host, origin: origin, site: site))
  }
}

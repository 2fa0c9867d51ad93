import HTTPAPI
import Testing

@Suite struct AcceptTests {
  @Test(
    arguments: [
      (nil, "application/json"), ("", "application/json"), ("*/*", "application/json"),
      ("text/csv", "text/csv"), ("TEXT/CSV", "text/csv"), ("text/*", "text/csv"),
      ("application/*", "application/json"), ("text/csv, */*;q=0.8", "text/csv"),
      ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
      ("application/json;q=0.5, text/csv;q=0.6", "text/csv"),
      ("application/json;q=0, */*", "text/csv"), ("text/csv;q=0.1", "text/csv"),
      ("text/csv;header=present;q=0.9, application/json;q=0.8", "text/csv"),
      ("image/png", nil), ("text/csv;q=0", nil), ("text/csv;q=x", nil), ("csv", nil),
    ] as [(String?, String?)])
  func theTypeThatIsTakenMostGladlyIsGiven(_ header: String?, type: String?) {
    #expect(Accept(header).preferred(of: AnswerForm.allCases.map(\.rawValue)) == type)
  }
}

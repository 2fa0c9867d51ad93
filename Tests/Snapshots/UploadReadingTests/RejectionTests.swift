import Bytes
import Testing

@testable import UploadReading

@Suite struct RejectionTests {
  /// A file that cannot be accepted, and what its sender is told.
  struct Example: CustomTestStringConvertible {
    let upload: [UInt8]
    let code: Rejection.Code
    let place: Rejection.Place
    let found: String
    var testDescription: String { "\(code): \(found)" }

    init(_ code: Rejection.Code, _ text: String, at place: Rejection.Place = .init(), found: String)
    {
      self.init(code, Array(text.utf8), at: place, found: found)
    }

    init(
      _ code: Rejection.Code, _ upload: [UInt8], at place: Rejection.Place = .init(), found: String
    ) {
      (self.upload, self.code, self.place, self.found) = (upload, code, place, found)
    }
  }

  static let examples = [
    Example(.empty, "", found: "an empty file"),
    Example(.empty, "\u{FEFF} \r\n\n", found: "an empty file"),
    Example(.unreadableFormat, "%PDF-1.7", found: "a PDF document"),
    Example(
      .damagedWorkbook, [0x50, 0x4B, 3, 4, 20, 0],
      found: "a ZIP file without its directory, possibly truncated"),
    Example(.noHeader, "1,Ada,12\n2,Bo,13\n", at: .init(row: 1), found: "1, Ada, 12"),
    Example(.noIDColumn, "Name,Power\nAda,1\n", at: .init(row: 1), found: "Name, Power"),
    Example(.noIDColumn, "title\nName;Power\n", at: .init(row: 2), found: "Name, Power"),
    Example(.noIDColumn, #"[{"name":"Ada","x":1}]"#, found: "name, x"),
    Example(.noIDColumn, #"[{"":1}]"#, found: "no named columns"),
    Example(.noRows, "id,name\n\n,\n", at: .init(row: 2), found: "no rows"),
    Example(.noRows, "[]", at: .init(row: 1), found: "no rows"),
    Example(.noRows, #"{"players":[],"date":"2026-01-26"}"#, at: .init(row: 1), found: "no rows"),
    Example(
      .allRowsRefused, "UID,name\n0,Ada\n-5,Bo\n", at: .init(column: "UID"),
      found: "rows without a usable id: 2"),
    Example(
      .duplicateIDs, "id\n7\n8\n7.0\n", at: .init(row: 2, column: "id"),
      found: "repeated ids: 1, in 2 rows"),
    Example(
      .unclosedQuote, "id,name\r\n1,Ada\r\n2,\"Bo\r\n3,Cy\r\n", at: .init(row: 3, line: 3),
      found: "\"Bo"),
    Example(
      .invalidJSON, #"[{"id":1},{"id""#, at: .init(row: 2, line: 1), found: "the end of the file"),
    Example(
      .invalidJSON, #"{"rows":[{"id":1},{"id":tru"#, at: .init(row: 2, line: 1), found: "tru"),
    Example(.invalidJSON, #"[{"id":1},]"#, at: .init(row: 2, line: 1), found: "]"),
    Example(
      .invalidJSON, "[{\"id\":1}\n{\"id\":2}]", at: .init(row: 1, line: 2), found: #"{"id":2}]"#),
    Example(.invalidJSON, #"[{"id":1}] x"#, at: .init(line: 1), found: "x"),
    Example(.invalidJSON, #"{"id":1}{"id":01}"#, at: .init(row: 2, line: 1), found: "1}"),
    Example(
      .noTable, #"{"a":[{"id":1}],"b":[{"id":2}]}"#, at: .init(column: "b"),
      found: "a second array of objects"),
    Example(
      .limitExceeded, String(repeating: "[", count: 100_000), at: .init(row: 1, line: 1),
      found: String(repeating: "[", count: 80) + "…"),
    Example(
      .limitExceeded, String(repeating: #"{"a":"#, count: 100_000), at: .init(line: 1),
      found: String(repeating: #"{"a":"#, count: 16) + "…"),
  ]

  @Test(arguments: examples)
  func aFileIsRefusedWithItsReason(_ example: Example) throws {
    let rejection = try #require(throws: Rejection.self) {
      try UploadProfile(of: UploadDocument(SharedBytes(example.upload)))
    }
    #expect(rejection.code == example.code)
    #expect(rejection.place == example.place)
    #expect(rejection.found == example.found)
    #expect(!rejection.expected.isEmpty)
    #expect(rejection.report != nil)
  }
}

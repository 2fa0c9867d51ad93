import Bytes
import Testing

@testable import UploadReading

@Suite struct LimitTests {
  static let csv = "id,name,power\n1,Ada,5\n2,Bo,\n3,Cy,7\n"
  static let json = #"[{"id":1,"name":"Ada"},{"id":2,"power":9,"name":"Bo"}]"#

  static let long = String(repeating: "x", count: 71)

  static let changes: [(String, @Sendable (inout UploadLimits) -> Void, String)] = [
    (csv, { $0.uploadBytes = 20 }, "35 bytes"),
    (csv, { $0.textBytes = 20 }, "35 bytes"),
    (csv, { $0.rows = 2 }, "more than 2 rows"),
    (csv, { $0.columns = 2 }, "3 columns"),
    (csv + "4,,,,,,,\n", { $0.columns = 5 }, "more than 5 cells in a row"),
    (csv + "4,\(long)\n", { $0.cellBytes = 70 }, "more than 70 bytes in a cell"),
    (csv + "4,\(long),1\n", { $0.cellBytes = 70 }, "more than 70 bytes in a cell"),
    (csv + "4,\"\(long)\"\n", { $0.cellBytes = 70 }, "more than 70 bytes in a cell"),
    (csv, { $0.rowBytes = 6 }, "more than 6 bytes in a row"),
    (json, { $0.rows = 1 }, "more than 1 rows"),
    (json, { $0.columns = 2 }, "more than 2 different keys"),
    (#"[{"id":1,"name":"\#(long)"}]"#, { $0.cellBytes = 70 }, "more than 70 bytes in a cell"),
    (json, { $0.rowBytes = 20 }, "more than 20 bytes in a row"),
    (#"[{"id":1,"x":[[1]]}]"#, { $0.jsonDepth = 2 }, "[1]]}]"),
  ]

  @Test(arguments: changes.indices)
  func whatExceedsALimitIsRefused(_ index: Int) throws {
    let (text, change, found) = Self.changes[index]
    var settings = ReadingSettings()
    #expect(throws: Never.self) { try Table(text, settings) }
    change(&settings.limits)
    let rejection = try #require(throws: Rejection.self) { try Table(text, settings) }
    #expect(rejection.code == .limitExceeded)
    #expect(rejection.found == found)
  }
}

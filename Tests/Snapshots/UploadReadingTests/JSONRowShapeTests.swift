import Datasets
import Testing

@testable import UploadReading

/// Objects that are written alike are read by their shape; it must not matter that they are.
@Suite struct JSONRowShapeTests {
  private static let values = [
    "0", "7", "12345678", "123456789012", "12345678901234567890", "-1", "1.5", "1e3", "0.0",
    "null", "NaN", "true", #""""#, #""5""#, #""12,345""#, #""eight by8""#, #""sixteen bytes 16""#,
    #""a \" b""#, #""\u00e9""#, #""天地玄黃""#, "[]", "[1,{}]", "{}",
  ]

  /// Each value in each column, with a row of plain values after it.
  private static let rows: [[String]] = values.flatMap { value in
    [[value, "1", "2"], [#""n""#, value, "2"], [#""n""#, "1", value], [#""n""#, "1", "2"]]
  }

  private func line(_ row: [String], id: Int, space: String) -> String {
    "{\(space)\"id\":\(id),\"name\":\(space)\(row[0]),\"power\":\(row[1]), \"kp\":\(row[2])}"
  }

  private func table(spacing: (Int) -> String) throws -> Table {
    let lines = Self.rows.enumerated().map { line($1, id: $0 + 1, space: spacing($0)) }
    return try Table(lines.joined(separator: "\n"))
  }

  @Test func rowsThatAreWrittenAlikeAreReadAsRowsThatAreNot() throws {
    let alike = try table { _ in "" }
    let unlike = try table { String(repeating: " ", count: $0 % 3) }
    #expect(alike.ids.count == Self.rows.count)
    #expect(alike == unlike)
  }

  @Test(arguments: ["01", "1x", "1 2", "--1", "\"a\tb\"", "\"open", "nul", "nullnull", ""])
  func whatIsNoJSONIsRefusedBehindRowsThatAre(_ value: String) {
    let rows = Array(repeating: [#""n""#, "1", "2"], count: 3) + [[#""n""#, "1", value]]
    let text = rows.map { line($0, id: 1, space: "") }.joined(separator: "\n")
    #expect { try Table(text) } throws: {
      let rejection = $0 as? Rejection
      return rejection?.code == .invalidJSON && rejection?.place.row == 4
    }
  }

  @Test func aLongValueIsStillTooLong() {
    var settings = ReadingSettings()
    settings.limits.cellBytes = 20
    let text = (0..<3).map { line(["\"n\"", "1", "2"], id: $0 + 1, space: "") }
      .joined(separator: "\n")
    let long = line(["\"\(String(repeating: "x", count: 21))\"", "1", "2"], id: 9, space: "")
    #expect(throws: Rejection.self) { try Table(text + "\n" + long + "\n" + text, settings) }
    #expect(throws: Never.self) { try Table(text, settings) }
  }

  @Test func keysThatComeAndGoAreReadWhereTheyAre() throws {
    let table = try Table(
      """
      {"id":1,"power":1}
      {"id":2,"power":2}
      {"id":3,"kp":3}
      {"id":4,"kp":4,"power":5}
      {"id":5,"power":5,"power":6}
      {"id":6,"power":6,"power":7}
      """)
    #expect(table[.power] == [1, 2, nil, 5, 6, 7])
    #expect(table[.killPoints] == [nil, nil, 3, 4, nil, nil])
  }
}

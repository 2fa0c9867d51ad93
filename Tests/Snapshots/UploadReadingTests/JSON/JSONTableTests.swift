import Bytes
import Testing

@testable import UploadReading

/// Where the table lies in a JSON text.
@Suite struct JSONTableTests {
  private func withTable(
    _ text: String, _ body: (JSONTable, UnsafeRawBufferPointer) throws -> Void
  ) throws {
    try Array(text.utf8).withUnsafeBytes { bytes in
      try body(try JSONTable(in: bytes, limits: UploadLimits()), bytes)
    }
  }

  static let texts: [(String, JSONTable.Form, String)] = [
    (#"[{"id":1}]"#, .array, #"{"id":1}]"#),
    (" [ ]", .array, " ]"),
    (#"{"id":1}"#, .lines, #"{"id":1}"#),
    (#"{"id":1,"tags":["a"]}"#, .lines, #"{"id":1,"tags":["a"]}"#),
    (#"{"rows":[{"id":1}]}"#, .member("rows"), #"{"id":1}]}"#),
    (#"{"a":{"b":[{"id":1}]}}"#, .member("b"), #"{"id":1}]}}"#),
    // An array of objects with ids goes before others.
    (#"{"log":[{"x":1}],"rows":[{"id":1}]}"#, .member("rows"), #"{"id":1}]}"#),
    (#"{"log":[{"x":1}],"n":1}"#, .member("log"), #"{"x":1}],"n":1}"#),
    (#"{"rows":[]}"#, .member("rows"), "]}"),
    // An object with an id is a row, even with arrays of objects in it.
    (#"{"id":7,"items":[{"x":1}]}"#, .lines, #"{"id":7,"items":[{"x":1}]}"#),
    // Several objects are rows.
    (#"{"x":[{"y":1}]}{"id":2}"#, .lines, #"{"x":[{"y":1}]}{"id":2}"#),
  ]

  @Test(arguments: texts.indices)
  func theTableIsFound(_ index: Int) throws {
    let (text, form, rest) = Self.texts[index]
    try withTable(text) { table, bytes in
      #expect(table.form == form)
      #expect(table.isInArray == (form != .lines))
      #expect(String(decoding: bytes[table.start...], as: UTF8.self) == rest)
    }
  }

  @Test(arguments: [
    ("[", true), ("{", true), (" {\"", true), ("{}", true), ("[[", true), ("[]", true),
    ("[{", true), ("[1", false), ("{a", false), ("id,name", false), ("", false), ("\"x\"", false),
  ])
  func aTextIsMeantAsJSONByItsBeginning(_ text: String, _ isLikely: Bool) {
    Array(text.utf8).withUnsafeBytes { #expect(JSONTable.isLikely($0) == isLikely) }
  }

  /// A text, the part up to the end of its table's array, and whether the table is all of it.
  static let endings: [(String, String, Bool)] = [
    (#"[{"id":1}] "#, #"[{"id":1}]"#, true),
    (#"{"rows":[{"id":1}],"n":{"m":2}}"#, #"{"rows":[{"id":1}]"#, true),
    (#"{"rows":[{"id":1}],"log":[{"x":1}]}"#, #"{"rows":[{"id":1}]"#, true),
    (#"{"rows":[{"id":1}]} {"rows":[]}"#, #"{"rows":[{"id":1}]"#, false),
  ]

  @Test(arguments: endings.indices)
  func whatIsBehindTheTableIsLookedAt(_ index: Int) throws {
    let (text, upToEnd, isWhole) = Self.endings[index]
    try withTable(text) { table, bytes in
      let found = try table.isWhole(bytes, after: upToEnd.utf8.count, limits: UploadLimits())
      #expect(found == isWhole)
    }
  }

  static let faults: [(String, String, Rejection.Code)] = [
    (#"{"rows":[{"id":1}],"more":[{"id":2}]}"#, #"{"rows":[{"id":1}]"#, .noTable),
    (#"[{"id":1}],"#, #"[{"id":1}]"#, .invalidJSON),
    (#"{"rows":[{"id":1}]"#, #"{"rows":[{"id":1}]"#, .invalidJSON),
    (#"{"rows":[{"id":1}]]"#, #"{"rows":[{"id":1}]"#, .invalidJSON),
  ]

  @Test(arguments: faults.indices)
  func whatIsWrongBehindTheTableIsNamed(_ index: Int) throws {
    let (text, upToEnd, code) = Self.faults[index]
    try withTable(text) { table, bytes in
      let rejection = #expect(throws: Rejection.self) {
        try table.isWhole(bytes, after: upToEnd.utf8.count, limits: UploadLimits())
      }
      #expect(rejection?.code == code)
    }
  }

  @Test func anObjectAroundAnArrayMayBeTheFirstOfSeveral() throws {
    let table = try Table(#"{"id":7,"x":[{"id":1}]} {"id":8}"#)
    #expect(table.ids == [7, 8])
    #expect(table.report.format == .jsonLines)
  }

  @Test func keysAreLearntInTheirOrder() throws {
    Array(#"[{"b":1,"id":2},{"id":3,"a":1,"kp":4}]"#.utf8).withUnsafeBytes { bytes in
      var source = JSONRowSource(
        bytes, from: 1, isInArray: true, keys: nil, limits: UploadLimits())
      var grid = CellGrid(columnCount: 0)
      try? source.fill(&grid, rows: 10)
      #expect(source.learnedKeys.map(\.written) == ["b", "id", "a", "kp"])
      #expect(source.candidates.map(\.header) == ["id", "kp"])
      #expect(grid.column(1).map(\.form) == [.missing, .number])
      #expect(!source.hasMetUnknownColumns)
    }
  }

  @Test func keysThatAreNotKnownArePassedOver() {
    Array(#"{"id":2,"x":1}"#.utf8).withUnsafeBytes { bytes in
      var source = JSONRowSource(
        bytes, from: 0, isInArray: false, keys: JSONKeys(columns: ["id": 0]),
        limits: UploadLimits())
      var grid = CellGrid(columnCount: 1)
      try? source.fill(&grid, rows: 10)
      #expect(grid.column(0).map(\.range) == [6..<7])
      #expect(source.hasMetUnknownColumns && source.learnedKeys.isEmpty)
    }
  }
}

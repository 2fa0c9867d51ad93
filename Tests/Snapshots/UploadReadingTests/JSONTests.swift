import Datasets
import Testing

@testable import UploadReading

@Suite struct JSONTests {
  /// The same two players in each form that JSON uploads come in.
  static let forms: [(UploadForm, String)] = [
    (.jsonArray, #"[{"id":7,"name":"Ada","power":12},{"power":null,"name":"B\u00f6","id":"8"}]"#),
    (
      .jsonMember("players"),
      #"{"kingdom":51,"players":[{"id":7,"name":"Ada","power":12}, {"id":8, "name":"Bö"}],"ok":[1]}"#
    ),
    (
      .jsonMember("rows"),
      #" {"data":{"rows":[ {"ID":"7","Name":"Ada","Power":"12"} ,{"ID":8.0,"Name":"Bö"}]}} "#
    ),
    // What Python's json module writes for a missing number.
    (
      .jsonArray, #"[{"id":7,"name":"Ada","power":12},{"id":8,"name":"B\u00f6","power":NaN}]"#
    ),
    (.jsonLines, "{\"uid\":7,\"name\":\"Ada\",\"power\":12}\n\n{\"uid\":8,\"name\":\"Bö\"}\n"),
  ]

  @Test(arguments: forms)
  func readsEachForm(_ format: UploadForm, _ text: String) throws {
    let table = try Table(text)
    #expect(table.report.format == format)
    #expect(table.ids == [7, 8])
    #expect(table.rowNumbers == [1, 2])
    #expect(table.texts(.name) == ["Ada", "Bö"])
    #expect(table[.power] == [12, nil])
    #expect(table.problems.isEmpty)
  }

  @Test(arguments: [
    (#"{"id":51,"rows":[{"id":7}]}"#, [7]), (#"{"rows":[{"id":7}],"id":51}"#, [7]),
    (#"{"id":7,"history":[{"power":1}]}"#, [7]),
    (#"{"history":[{"id":1}],"id":7} {"id":8}"#, [7, 8]),
    (#"{"scans":[{"at":1}],"rows":[{"id":7}],"more":[{"at":1}]}"#, [7]),
    (#"{"rows":[{"power":1,"id":7}],"x":1}"# + "\n" + #"{"id":8}"#, [8]),
    (#"{"tags":["a"],"none":[],"rows":[{"id":7},{"id":8,"rows":[{"id":9}]}]}"#, [7, 8]),
  ])
  func theRowsAreFoundAmongNestedArrays(_ text: String, _ ids: [Int64]) throws {
    #expect(try Table(text).ids == ids)
  }

  @Test func aValueThatIsNoCellIsAProblem() throws {
    let table = try Table(#"[{"id":1,"power":true,"kp":[1],"name":{"a":1}},{"id":2,"power":3}]"#)
    #expect(table[.power] == [nil, 3])
    #expect(table[.killPoints] == [nil, nil])
    #expect(table.texts(.name) == ["", ""])
    #expect(
      table.problems.listed == [
        RowIssue(.wrongType, row: 1, column: "name", found: #"{"a":1}"#),
        RowIssue(.wrongType, row: 1, column: "power", found: "true"),
        RowIssue(.wrongType, row: 1, column: "kp", found: "[1]"),
      ])
  }

  @Test func aNumberOfJSONNeverHasGroups() throws {
    let table = try Table(#"[{"id":1,"power":3.355,"kp":"3.355.000","deaths":1e3}]"#)
    #expect(table[.power] == [nil])
    #expect(table[.killPoints] == [3_355_000])
    #expect(table[.deaths] == [1000])
    #expect(table.problems.listed.map(\.code) == [.fraction])
  }

  @Test func anElementThatIsNoObjectIsARefusedRow() throws {
    let table = try Table(#"[{"id":1},[2],{},{"id":null,"name":"Total"},{"id":5}]"#)
    #expect(table.ids == [1, 5])
    #expect(table.rowNumbers == [1, 5])
    #expect(table.report.rows.refused == 2)
    #expect(table.report.rows.blank == 1)
    #expect(
      table.problems.listed == [
        RowIssue(.notAnObject, row: 2, column: nil, found: "[2]"),
        RowIssue(.unusableID, row: 4, column: "id", found: ""),
      ])
  }
}

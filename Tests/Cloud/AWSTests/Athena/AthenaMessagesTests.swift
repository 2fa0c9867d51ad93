import JSON
import SQL
import Testing

@testable import AWS

/// Requests and answers of Athena's API as its reference describes them.
@Suite struct AthenaMessagesTests {
  private let id = AthenaQueryID(text: "0f")

  private func text(_ action: AthenaAction) -> String {
    String(decoding: action.body, as: UTF8.self)
  }

  private func json(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8))
  }

  @Test func anActionHasItsNameAndItsParameters() {
    #expect(AthenaAction.state(of: id).name == "GetQueryExecution")
    #expect(text(.state(of: id)) == #"{"QueryExecutionId":"0f"}"#)
    #expect(AthenaAction.stop(id).name == "StopQueryExecution")
    #expect(text(.stop(id)) == #"{"QueryExecutionId":"0f"}"#)
    #expect(AthenaAction.results(of: id, nextToken: nil).name == "GetQueryResults")
    #expect(
      text(.results(of: id, nextToken: nil)) == #"{"QueryExecutionId":"0f","MaxResults":1000}"#)
    #expect(
      text(.results(of: id, nextToken: "t"))
        == #"{"QueryExecutionId":"0f","MaxResults":1000,"NextToken":"t"}"#)
  }

  @Test(
    arguments: [
      (#"{"State":"QUEUED"}"#, .queued), (#"{"State":"RUNNING"}"#, .running),
      (#"{"State":"SUCCEEDED"}"#, .succeeded), (#"{"State":"PAUSED"}"#, nil), (#"{}"#, nil),
      (#"{"State":7}"#, nil),
      (#"{"State":"FAILED"}"#, .failed(reason: "no reason was given")),
      (
        #"{"State":"CANCELLED","StateChangeReason":"by a person"}"#,
        .cancelled(reason: "by a person")
      ),
      (
        #"{"State":"FAILED","StateChangeReason":"S3","AthenaError":{"ErrorType":233,"#
          + #""ErrorCategory":1,"Retryable":true}}"#,
        .failed(reason: "S3, error type 233, category 1, may succeed later")
      ),
      (
        #"{"State":"FAILED","AthenaError":{"Retryable":false}}"#,
        .failed(reason: "no reason was given")
      ),
    ] as [(String, AthenaQueryState?)])
  func aStateIsReadFromItsStatus(_ status: String, state: AthenaQueryState?) throws {
    let answer = try json(#"{"QueryExecution":{"Status":\#(status)}}"#)
    #expect(AthenaQueryState(answer) == state)
  }

  private func page(_ rows: String, columns: String, token: String = "") throws -> JSONValue {
    let metadata = #"{"ColumnInfo":[\#(columns)]}"#
    return try json(
      #"{"ResultSet":{"Rows":[\#(rows)],"ResultSetMetadata":\#(metadata)}\#(token)}"#)
  }

  private static let columns = #"{"Name":"id"},{"Name":"name"}"#
  private static let header = #"{"Data":[{"VarCharValue":"id"},{"VarCharValue":"name"}]}"#

  @Test func theFirstPageBeginsWithTheNamesOfItsColumns() throws {
    let row = #"{"Data":[{"VarCharValue":"7"},{}]}"#
    let first = try page(
      "\(Self.header),\(row)", columns: Self.columns, token: #","NextToken":"t""#)
    #expect(AthenaResultPage(first, isFirst: true)?.rows == [["7", nil]])
    #expect(AthenaResultPage(first, isFirst: true)?.nextToken == "t")
    // A later page has no header: the same row is one of values.
    #expect(AthenaResultPage(first, isFirst: false)?.rows == [["id", "name"], ["7", nil]])
    let last = try page(row, columns: Self.columns)
    #expect(AthenaResultPage(last, isFirst: false)?.rows == [["7", nil]])
    #expect(AthenaResultPage(last, isFirst: false)?.nextToken == nil)
    #expect(AthenaResultPage(last, isFirst: true) == nil)
  }

  @Test(arguments: [
    "", #"{"Data":[{"VarCharValue":"7"}]}"#, #"{"Data":[{},{},{}]}"#, #"{"Data":7}"#, "7",
  ])
  func aRowHasACellForEachColumn(_ row: String) throws {
    let page = try page(row, columns: Self.columns)
    #expect((AthenaResultPage(page, isFirst: false) == nil) == !row.isEmpty)
    #expect(AthenaResultPage(page, isFirst: true) == nil)
  }

  @Test(arguments: ["{}", "[]", #"{"ResultSet":{"Rows":[]}}"#, #"{"ResultSet":{}}"#])
  func anotherAnswerIsNoPage(_ text: String) throws {
    #expect(AthenaResultPage(try json(text), isFirst: false) == nil)
  }
}

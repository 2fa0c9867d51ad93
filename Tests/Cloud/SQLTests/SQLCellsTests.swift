import Failures
import SQL
import Testing

struct SQLCellsTests {
  @Test func cellsAreReadInOrderAsWhatTheyShouldBe() throws {
    var cells = try SQLCells(["7", "Ann", nil, nil], count: 4, of: "a player")
    #expect(try cells.integer() == 7)
    #expect(try cells.text() == "Ann")
    #expect(try cells.optionalText() == nil)
    #expect(try cells.optionalInteger() == nil)
  }

  @Test(arguments: [[], ["1"], ["1", "2", "3"]] as [SQLRow])
  func aRowOfAnotherLengthIsNamed(row: SQLRow) throws {
    let error = #expect(throws: SQLError.self) { try SQLCells(row, count: 2, of: "two numbers") }
    #expect(error == SQLError(code: .unreachable, reason: "a row is not two numbers"))
  }

  @Test(arguments: [nil, "", "1.0", "9223372036854775808", "seven"] as [String?])
  func aCellThatIsNoNumberIsAnError(cell: String?) throws {
    var cells = try SQLCells([cell], count: 1, of: "a number")
    #expect(throws: SQLError.self) { try cells.integer() }
  }

  @Test(
    arguments: [
      ("0", 0), ("-1", -1), ("9223372036854775807", .max), ("-9223372036854775808", .min),
    ] as [(String, Int64)])
  func aNumberHasUpTo64Bits(cell: String, number: Int64) throws {
    var cells = try SQLCells([cell, cell, nil], count: 3, of: "numbers")
    #expect(try cells.integer() == number)
    #expect(try cells.optionalInteger() == number)
    #expect(try cells.optionalInteger() == nil)
  }

  /// Where a number may be missing, another text is still none.
  @Test func anOptionalNumberIsANumber() throws {
    var cells = try SQLCells(["seven"], count: 1, of: "a number or nothing")
    let error = #expect(throws: SQLError.self) { try cells.optionalInteger() }
    #expect(error?.reason == "a row is not a number or nothing")
  }

  @Test func missingTextIsAnErrorWhereTextIsRequired() throws {
    var cells = try SQLCells([nil], count: 1, of: "a name")
    #expect(throws: SQLError.self) { try cells.text() }
  }

  @Test func readingBeyondTheLastCellIsAnError() throws {
    var cells = try SQLCells(["1"], count: 1, of: "a number")
    _ = try cells.integer()
    #expect(throws: SQLError.self) { try cells.optionalText() }
  }
}

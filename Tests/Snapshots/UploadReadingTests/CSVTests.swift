import Datasets
import Testing

@testable import UploadReading

@Suite struct CSVTests {
  @Test func readsATable() throws {
    let table = try Table(
      """
      Governor ID,Name,Power,Alliance
      100000007,Ada,"1,234,567",AB
      100000008,"Bo ""the"" Bold",,""

      """)
    #expect(table.report.format == .csv(delimiter: UInt8(ascii: ",")))
    #expect(table.ids == [100_000_007, 100_000_008])
    #expect(table.texts(.name) == ["Ada", #"Bo "the" Bold"#])
    #expect(table.texts(.alliance) == ["AB", nil])
    #expect(table[.power] == [1_234_567, nil])
  }

  @Test(arguments: [",", ";", "\t"], ["\n", "\r\n", "\r"])
  func everyDialectReadsTheSame(_ delimiter: String, _ newline: String) throws {
    let rows = [
      ["id", "name", "power"], ["1", "\"a\(delimiter)\(newline)b\"", "5"], ["2", "c", ""],
    ]
    let text = rows.map { $0.joined(separator: delimiter) }.joined(separator: newline)
    for ending in ["", newline] {
      let table = try Table(text + ending)
      #expect(table.report.format == .csv(delimiter: delimiter.utf8.first ?? 0))
      #expect(table.texts(.name) == ["a\(delimiter)\(newline)b", "c"])
      #expect(table[.power] == [5, nil])
      #expect(table.rowNumbers == [2, 3])
    }
  }

  @Test func theDelimiterIsFoundDespiteCommasInCells() throws {
    let table = try Table("Gov ID;Name;Power\n1;Ada, Bo, Cy;3,355,758\n2;D;1\n")
    #expect(table.texts(.name) == ["Ada, Bo, Cy", "D"])
    #expect(table[.power] == [3_355_758, 1])
  }

  @Test func theHeaderMayStandBelowTitlesAndBlankLines() throws {
    let table = try Table("\nKingdom 51, scan of Monday\n\nID,Name\n7,Ada\n\n8,Bo\n")
    #expect(table.report.headerRow == 4)
    #expect(table.rowNumbers == [5, 7])
    #expect(table.report.rows.blank == 1)
  }

  @Test(arguments: [
    ("A\"S", "A\"S"), ("\"A\"S", "AS"), ("\"A\"\"S\"", "A\"S"), ("\"A\" S\"x\"", "A S\"x\""),
    (" \"A\"", " \"A\""), ("\"\"", ""), ("\"\"\"\"", "\""), ("\"\"\"A\"", "\"A"),
  ])
  func quotesAreReadAsRFC4180AndOtherwiseAsTheyStand(_ written: String, _ name: String) throws {
    #expect(try Table("id,name,power\n1,\(written),5\n").texts(.name) == [name])
    #expect(try Table("id,name\n1,\(written)").texts(.name) == [name])
  }

  @Test func unnamedColumnsArePassedOver() throws {
    let table = try Table("id,,name,,\n1,x,Ada,,\n")
    #expect(table.texts(.name) == ["Ada"])
    #expect(table.report.ignoredHeaders == [])
    #expect(table.problems.isEmpty)
  }

  @Test func oneColumnIsATable() throws {
    #expect(try Table("id\n7\n8\n").ids == [7, 8])
  }

  @Test func cellsOfAnyLengthArePassedWhole() throws {
    let lengths = [1, 63, 64, 65, 8000, 16_383, 16_384, 16_385, 40_000]
    let names = lengths.map { String(repeating: "n", count: $0) }
    for quote in ["", "\""] {
      let rows = names.enumerated().map { "\($0 + 1),\(quote)\($1)\(quote),\($0)\n" }
      let table = try Table("id,name,power\n" + rows.joined())
      #expect(table.texts(.name) == names)
      #expect(table[.power] == lengths.indices.map(Int64.init))
    }
  }

  @Test func howIdsAreWrittenTellsWhatSeparatorsMean() throws {
    let table = try Table("id;power\n7.0;3,355\n8.0;\n")
    #expect(table.ids == [7, 8])
    #expect(table[.power] == [3355, nil])
    #expect(table.report.notes.isEmpty)
  }
}

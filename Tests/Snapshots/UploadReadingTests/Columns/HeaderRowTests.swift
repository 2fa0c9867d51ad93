import Datasets
import Testing

@testable import UploadReading

/// Which row is the header, and what its cells mean.
@Suite struct HeaderRowTests {
  static let header = HeaderRow(
    number: 3, cells: ["#", "Governor ID", " ", "Power", "Camp", "ID", "T45 Kills"])

  @Test func cellsThatMeanSomethingAreCandidatesFromLeftToRight() {
    let candidates = Self.header.columns.candidates
    #expect(candidates.map(\.header) == ["Governor ID", "Power", "ID", "T45 Kills"])
    #expect(candidates.map(\.meaning.column) == [.id, .power, .id, .kills])
    #expect(candidates.map(\.index) == [0, 1, 2, 3])
    #expect(candidates.map(\.meaning.isTopTierKills) == [false, false, false, true])
  }

  @Test func chosenColumnsAreNumbered() {
    let known = Self.header.columns.indices { $0.meaning != nil }
    #expect(known == [-1, 0, -1, 1, -1, 2, 3])
    let unknown = Self.header.columns.indices { $0.meaning == nil }
    #expect(unknown == [0, -1, 1, -1, 2, -1, -1])
  }

  @Test func aMoreTellingHeaderOfAColumnGoesFirst() {
    let candidates = Self.header.columns.candidates
    #expect(candidates[0] < candidates[2])
    #expect(!(candidates[2] < candidates[0]))
    let twins = HeaderRow(number: 1, cells: ["id", "ID"]).columns.candidates
    #expect(twins[0] < twins[1])
  }

  @Test func blanksNameNothing() {
    #expect(Self.header.columns.map(\.isNamed) == [true, true, false, true, true, true, true])
    #expect(HeaderRow(number: 1, cells: ["", " \u{A0}", "_"]).isBlank)
    #expect(!Self.header.isBlank)
    // A key of an object is a name, whatever it is.
    #expect(HeaderColumn(key: "").isNamed)
  }

  /// Rows from the one that looks least like a header to the one that does most.
  static let rows: [[String]] = [
    ["7", "Ada", "5"], ["Power"], ["Name", "Power"], ["Player ID"], ["ID", "Power", "Power"],
    ["ID", "Name", "Power", "x"],
  ]

  @Test func anIDGoesBeforeColumnsAndColumnsBeforeRowsAlike() {
    let scores = Self.rows.map { HeaderRow.Score(of: HeaderRow(number: 1, cells: $0), above: []) }
    for (lower, higher) in zip(scores, scores.dropFirst()) { #expect(lower < higher) }
    let row = HeaderRow(number: 1, cells: ["ID", "Power"])
    let alike = HeaderRow(number: 2, cells: ["7", "5"])
    #expect(HeaderRow.Score(of: row, above: []) < HeaderRow.Score(of: row, above: [alike]))
  }

  @Test func aTableWithoutHeaderIsToldByItsNumbers() {
    let numbers = Rejection.noHeader(firstRow: HeaderRow(number: 2, cells: ["Ada", "5"]))
    #expect(numbers.code == .noHeader && numbers.found == "Ada, 5")
    #expect(numbers.place == .init(row: 2))
    let words = Rejection.noHeader(firstRow: HeaderRow(number: 2, cells: ["Ada", " "]))
    #expect(words.code == .noIDColumn && words.found == "Ada")
  }

  static let texts: [(String, UInt8, Int, [String])] = [
    ("id,name\n7,Ada\n", UInt8(ascii: ","), 1, ["id", "name"]),
    ("id;name\n7;Ada\n", UInt8(ascii: ";"), 1, ["id", "name"]),
    ("id\tname\n7\tAda\n", UInt8(ascii: "\t"), 1, ["id", "name"]),
    ("Kingdom 51, KvK 3\n\nid;name\n7;Ada\n", UInt8(ascii: ";"), 3, ["id", "name"]),
    ("\"id\",\"a \"\"name\"\"\"\r\n", UInt8(ascii: ","), 1, ["id", "a \"name\""]),
    // Either delimiter shows an id: the one that splits the rows below alike is meant.
    ("id,a;id\n1,2\n3,4\n", UInt8(ascii: ","), 1, ["id", "a;id"]),
    ("id", UInt8(ascii: ","), 1, ["id"]),
  ]

  @Test(arguments: texts.indices)
  func theHeaderOfATextTellsItsDelimiter(_ index: Int) throws {
    let (text, delimiter, row, cells) = Self.texts[index]
    try Array(text.utf8).withUnsafeBytes { bytes in
      let header = try CSVHeader.find(in: bytes, limits: UploadLimits())
      #expect(header.delimiter == delimiter)
      #expect(header.row.number == row)
      #expect(header.row.cells == cells)
    }
  }

  @Test func theHeaderIsLookedForInTheFirstRowsOnly() throws {
    let blank = String(repeating: "x\n", count: HeaderRow.searchedCount - 1)
    #expect(try Table(blank + "id\n7\n").ids == [7])
    let rejection = try #require(throws: Rejection.self) { try Table("x\n" + blank + "id\n7\n") }
    #expect(rejection.code == .noIDColumn)
  }
}

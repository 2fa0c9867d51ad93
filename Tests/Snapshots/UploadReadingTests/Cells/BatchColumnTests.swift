import Datasets
import Testing

@testable import UploadReading

/// Columns of a batch as they are filled.
@Suite struct BatchColumnTests {
  /// Cells of texts that stand one behind the other, all of one form.
  private func withCells(
    _ texts: [String], _ form: Cell.Form = .plain,
    _ body: (UnsafeBufferPointer<Cell>, UnsafeRawBufferPointer) -> Void
  ) {
    var bytes: [UInt8] = []
    var cells: [Cell] = []
    for text in texts {
      cells.append(Cell(form, from: bytes.count, to: bytes.count + text.utf8.count))
      bytes += Array(text.utf8)
    }
    // Whoever copies texts may look at some bytes behind them.
    bytes += [UInt8](repeating: 0, count: 16)
    bytes.withUnsafeBytes { bytes in cells.withUnsafeBufferPointer { body($0, bytes) } }
  }

  // MARK: Numbers

  @Test func digitsAreWrittenAndOthersAreLeft() {
    var column = NumberColumn()
    column.reset(rowCount: 5)
    withCells(["7", "", "x", "9999999999"]) { cells, text in
      #expect(column.write(cells, of: text, from: 1) == [1, 2])
    }
    #expect((0..<5).map { column[$0] } == [nil, 7, nil, nil, 9_999_999_999])
    #expect(column.presentCount == 2)
    column.set(5, row: 3)
    #expect(column[3] == 5)
    #expect(column.values == [0, 7, 0, 5, 9_999_999_999])
    #expect(column.presence == [0, 1, 0, 1, 1])
    #expect(column.presentCount == 3)
  }

  @Test func aColumnIsCutAndUsedAgain() {
    var column = NumberColumn()
    column.reset(rowCount: 3)
    column.set(1, row: 0)
    column.cut(to: 1)
    #expect(column.values == [1] && column.presence == [1])
    column.reset(rowCount: 2)
    withCells(["x", "8"]) { cells, text in _ = column.write(cells, of: text, from: 0) }
    #expect((0..<2).map { column[$0] } == [nil, 8])
    #expect(column.presentCount == 1)
  }

  @Test(
    arguments: [
      ("0", 0), ("00012", 12), ("", nil), ("1 ", nil),
      ("-1", nil), ("1.0", nil), ("١", nil), ("99999999999999999999", nil),
    ] as [(String, Int64?)])
  func aRunOfDigitsIsItsNumber(_ text: String, _ number: Int64?) {
    withCells([text]) { cells, bytes in
      #expect(DigitRun.value(of: cells[0].range, in: bytes) == number)
    }
  }

  // MARK: Texts

  @Test func textsStandOneBehindTheOther() {
    var column = TextColumn()
    let long = String(repeating: "l", count: 40)
    withCells(["Ada", "", long, "é"]) { cells, text in
      column.append(cells, of: text) { _ in .verbatim }
    }
    #expect((0..<4).map { column[$0] } == ["Ada", "", long, "é"])
    #expect(column.offsets == [0, 3, 3, 43, 45])
    #expect(column.bytes.count == 45)
    #expect(column.presentCount == 4)
  }

  @Test func aTextIsMissingOrEmptyOrResolvedAsTold() {
    var column = TextColumn()
    withCells(["a\"\"b\"", "x", "y"], .quoted) { cells, text in
      column.append(cells, of: text) { cell in
        cell.start == 0 ? .resolved : cell.length == 1 && cell.start == 5 ? .missing : .empty
      }
    }
    #expect((0..<3).map { column[$0] } == ["a\"b", nil, ""])
    #expect(column.presence == [1, 0, 1])
    #expect(column.presentCount == 2)
  }

  @Test func rowsAreAppendedToThoseThatAreThere() {
    var column = TextColumn()
    for round in 0..<3 {
      withCells(["r\(round)", "s"]) { cells, text in
        column.append(cells, of: text) { _ in .verbatim }
      }
    }
    #expect((0..<6).map { column[$0] } == ["r0", "s", "r1", "s", "r2", "s"])
    column.removeAll(reservingRows: 1)
    #expect(column.offsets == [0] && column.bytes.isEmpty && column.presentCount == 0)
  }

  // MARK: Issues

  private func issue(_ row: Int) -> RowIssue {
    RowIssue(.notANumber, row: row, column: "Power", found: "x")
  }

  @Test func allIssuesAreCountedAndTheFirstOnesListed() {
    var list = RowIssueList(limit: 2)
    #expect(list.isEmpty)
    for row in 1...3 { list.add(in: .power, issue(row)) }
    list.add(issue(4))
    #expect(list.count == 4)
    #expect(list.listed.map(\.row) == [1, 2])
    #expect(list.countByColumn == [.power: 3])
  }

  @Test func issuesOfRowsFurtherDownAreAdded() {
    var first = RowIssueList(limit: 3)
    first.add(in: .power, issue(1))
    var second = RowIssueList(limit: 3)
    for row in 2...4 { second.add(in: .deaths, issue(row)) }
    first.append(second)
    #expect(first.count == 4)
    #expect(first.listed.map(\.row) == [1, 2, 3])
    #expect(first.countByColumn == [.power: 1, .deaths: 3])
    first.removeAll()
    #expect(first.isEmpty && first.limit == 3)
  }

  @Test func eachCodeSaysWhatWasExpected() {
    for code in RowIssue.Code.allCases {
      #expect(!code.expected.isEmpty)
      #expect(RowIssue(code, row: 1, column: nil, found: "x").expected == code.expected)
    }
    #expect(Set(RowIssue.Code.allCases.map(\.rawValue)).count == RowIssue.Code.allCases.count)
  }

  // MARK: Quotations

  @Test(arguments: [
    ("", ""), ("Ada", "Ada"),
    (String(repeating: "a", count: 80), String(repeating: "a", count: 80)),
    (String(repeating: "a", count: 81), String(repeating: "a", count: 80) + "…"),
    // Cut between two characters.
    (String(repeating: "a", count: 79) + "éé", String(repeating: "a", count: 79) + "…"),
    (String(repeating: "王", count: 40), String(repeating: "王", count: 26) + "…"),
  ])
  func aQuotationIsNotTooLong(_ text: String, _ quoted: String) {
    #expect(Excerpt.of(text) == quoted)
  }

  @Test func aQuotationEndsWithItsLine() {
    Array("one\ntwo\r\n\nend".utf8).withUnsafeBytes { text in
      #expect(Excerpt.text(text, from: 0) == "one")
      #expect(Excerpt.text(text, from: 5) == "wo")
      #expect(Excerpt.text(text, from: 9) == "the end of a line")
      #expect(Excerpt.text(text, from: 13) == "the end of the file")
    }
  }

  @Test(arguments: [(0, 1), (1, 1), (2, 2), (3, 2), (5, 3), (6, 3), (7, 4), (9, 5)])
  func linesAreCountedAsAnEditorDoes(_ position: Int, _ line: Int) {
    // "a", LF; "b", CR LF; "c", CR; LF would be the CR's own; "d", LF.
    Array("a\nb\r\nc\rd\n".utf8).withUnsafeBytes { text in
      #expect(LineNumber.of(position, in: text) == line)
    }
  }
}

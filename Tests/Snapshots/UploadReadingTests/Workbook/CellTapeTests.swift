import Bytes
import TestSupport
import Testing

@testable import UploadReading

/// Cells that are put on a tape are found on it again.
@Suite struct CellTapeTests {
  /// Puts a text on a tape.
  private func append(_ text: String, to body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    try Array(text.utf8).withUnsafeBytes(body)
  }

  /// Rows as a source delivers them: the texts of three columns, nil where nothing stands.
  private func rows(_ tape: CellTape, from start: Int) -> [[String?]] {
    tape.shared().withUnsafeBytes { bytes in
      var source = TapeRowSource(bytes, from: start, gridColumns: [0, 1, 2])
      var grid = CellGrid(columnCount: 3)
      var text = CellText(in: bytes)
      source.fill(&grid, rows: 100)
      return (0..<grid.rowCount).map { row in
        (0..<3).map { column in
          let cell = grid.column(column)[row]
          return cell.form == .missing ? nil : text.excerpt(of: cell)
        }
      }
    }
  }

  @Test func cellsStandInTheirColumns() throws {
    var tape = CellTape(ofUpTo: 1 << 20)
    try append("a shared text") { try tape.append($0) }
    let start = tape.count
    try append("Ada") { try tape.append(.text, column: 2, $0) }
    try append("42") { try tape.append(.number, column: 0, $0) }
    try tape.endRow(hasUnwrittenCells: false)
    try tape.endRow(hasUnwrittenCells: true)
    try tape.append(column: 1, sharing: 2..<8)
    try tape.endRow(hasUnwrittenCells: false)
    #expect(
      rows(tape, from: start) == [["42", nil, "Ada"], [nil, nil, nil], [nil, "shared", nil]])
  }

  @Test(arguments: [0, 1, CellTapeHead.maxLength - 1, CellTapeHead.maxLength, 100_000])
  func aTextMayHaveAnyLength(_ length: Int) throws {
    var tape = CellTape(ofUpTo: 1 << 20)
    try append(String(repeating: "x", count: length)) {
      try tape.append(.text, column: 16_383, $0)
    }
    try append("7") { try tape.append(.number, column: 0, $0) }
    try tape.endRow(hasUnwrittenCells: false)
    tape.shared().withUnsafeBytes { bytes in
      var columns = [Int](repeating: -1, count: 16_384)
      (columns[0], columns[16_383]) = (0, 1)
      var source = TapeRowSource(bytes, from: 0, gridColumns: columns)
      var grid = CellGrid(columnCount: 2)
      source.fill(&grid, rows: 10)
      #expect(grid.rowCount == 1)
      #expect(grid.column(1)[0].length == length)
      #expect(grid.column(0)[0].form == .number)
      #expect(source.position == bytes.count)
    }
  }

  @Test func aRowIsBlankWhereNothingIsWritten() throws {
    var tape = CellTape(ofUpTo: 1 << 10)
    try append(" \u{A0}") { try tape.append(.text, column: 0, $0) }
    try tape.endRow(hasUnwrittenCells: false)
    try tape.endRow(hasUnwrittenCells: true)
    try append("x") { try tape.append(.text, column: 5, $0) }
    try tape.endRow(hasUnwrittenCells: false)
    tape.shared().withUnsafeBytes { bytes in
      var source = TapeRowSource(bytes, from: 0, gridColumns: [0])
      var grid = CellGrid(columnCount: 1)
      source.fill(&grid, rows: 10)
      #expect((0..<3).map { source.isBlank(grid.extent(ofRow: $0)) } == [true, false, false])
      #expect(grid.irregularities.map(\.code) == [.tooManyCells])
    }
  }

  @Test func aTapeHasItsLimit() throws {
    var tape = CellTape(ofUpTo: 16)
    try append("12345678") { try tape.append($0) }
    #expect(throws: Rejection.self) { try append("123456789") { try tape.append($0) } }
    // Texts that are shared count as often as they are.
    let rejection = try #require(throws: Rejection.self) {
      var tape = CellTape(ofUpTo: 30)
      try tape.append(column: 0, sharing: 0..<16)
      try tape.append(column: 0, sharing: 0..<16)
    }
    #expect(rejection.code == .limitExceeded)
    #expect(rejection.found == "cells with more than 30 bytes")
  }

  @Test func aCopyGoesOnWhereTheTapeEnded() throws {
    var strings = CellTape(ofUpTo: 1 << 10)
    try append("strings") { try strings.append($0) }
    var one = strings
    try append("one") { try one.append(.text, column: 0, $0) }
    try one.endRow(hasUnwrittenCells: false)
    #expect(rows(one, from: strings.count) == [["one", nil, nil]])
    #expect(strings.bytes.count == 7)
  }

  @Test func whatIsSharedOutlivesTheTape() throws {
    func made() throws -> SharedBytes {
      var tape = CellTape(ofUpTo: 1 << 10)
      try append("kept") { try tape.append($0) }
      return tape.shared()
    }
    #expect(try made() == SharedBytes("kept"))
  }

  @Test(arguments: [CellTapeHead.Kind.rowEnd, .text, .number, .sharedText], [0, 1, 16_383])
  func aHeadTellsWhatFollows(_ kind: CellTapeHead.Kind, _ column: Int) {
    for length in [0, 5, CellTapeHead.maxLength, 1 << 20] {
      let head = CellTapeHead(bits: CellTapeHead(kind, column: column, length: length).bits)
      #expect(head.kind == kind)
      #expect(head.column == column)
      #expect(head.length == min(length, CellTapeHead.maxLength))
    }
  }
}

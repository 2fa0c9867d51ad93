import TestSupport
import Testing

@testable import UploadReading

@Suite struct CSVCellScannerTests {
  /// The cells of a text in one line: a bar for a delimiter, `/` for a line's end, `.` for the
  /// text's, `!` for an unclosed quote; cells with quotes to resolve stand in brackets.
  private func cells(_ text: String, delimiter: Character = ",") -> String {
    Array(text.utf8).withUnsafeBytes { bytes in
      var scanner = CSVCellScanner(bytes, delimiter: delimiter.asciiValue ?? 0, from: 0)
      var cellText = CellText(in: bytes)
      var listed = ""
      while scanner.position < bytes.count {
        var cell = Cell.missing
        let ending = scanner.next(&cell)
        let content = cellText.excerpt(of: cell)
        listed += cell.form == .quoted ? "[\(content)]" : content
        switch ending {
        case .delimiter: listed += "|"
        case .line: listed += "/"
        case .text: listed += "."
        case .unclosedQuote: return listed + "!"
        }
      }
      return listed
    }
  }

  @Test(arguments: [
    ("", ""), ("a", "a."), ("a,b", "a|b."), ("a,b\n", "a|b/"), ("a\r\nb\rc\n\nd", "a/b/c//d."),
    (",", "|"), (",\n,", "|/|"), ("\r\n", "/"), ("\"a\"", "a."), ("\"a,\nb\",c\n", "a,\nb|c/"),
    ("\"a\"\"b\"\n", "[a\"b]/"), ("\"\"\"\"", "[\"]."), ("\"\",\"\"\n", "|/"),
    ("a\"b\"c,d", "a\"b\"c|d."), ("\"a\"b\"c\",d", "[ab\"c\"]|d."), ("\"a\" ,b", "[a ]|b."),
    ("\"a", "\"a!"), ("x,\"a\"\"", "x|\"a\"\"!"), ("\"\n,", "\"\n,!"),
  ])
  func splitsATextIntoCells(_ text: String, _ expected: String) {
    #expect(cells(text) == expected)
  }

  @Test func onlyTheDelimiterOfTheFileDivides() {
    #expect(cells("a,b;c\td", delimiter: ";") == "a,b|c\td.")
    #expect(cells("a,b;c\td", delimiter: "\t") == "a,b;c|d.")
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func structuralBytesAreFoundWhereverTheyAre(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let choices = Array("abcdefgh,\"\n\r;é".utf8)
    let density = Int.random(in: 1...choices.count, using: &random)
    let text = (0..<Int.random(in: 0...40_000, using: &random)).map { _ in
      choices[Int.random(in: 0..<density, using: &random)]
    }
    let start = Int.random(in: 0...text.count, using: &random)
    let expected = (start..<text.count).filter { Array(",\"\n\r".utf8).contains(text[$0]) }
    let found = text.withUnsafeBytes { text in
      var structure = StructuralBytes(of: text, delimiter: UInt8(ascii: ","), from: start)
      var found: [Int] = []
      while case let position = structure.next(), position < text.count { found.append(position) }
      return found
    }
    #expect(found == expected)
  }

  @Test func plainCellsAreTakenUpToTheFirstOther() {
    let text = Array("a,bcd,\"e\",f\ng,h".utf8)
    text.withUnsafeBytes { text in
      var scanner = CSVCellScanner(text, delimiter: UInt8(ascii: ","), from: 0)
      var taken: [Range<Int>] = []
      // Nothing is known ahead of the first cell that is read.
      scanner.takePlainCells(upTo: 9, ofUpTo: 9) { taken.append($0.range) }
      #expect(taken.isEmpty)
      var cell = Cell.missing
      #expect(scanner.next(&cell) == .delimiter)
      scanner.takePlainCells(upTo: 9, ofUpTo: 2) { taken.append($0.range) }
      #expect(taken.isEmpty)
      scanner.takePlainCells(upTo: 9, ofUpTo: 9) { taken.append($0.range) }
      #expect(taken == [2..<5])
      #expect(scanner.position == 6)
    }
  }
}
